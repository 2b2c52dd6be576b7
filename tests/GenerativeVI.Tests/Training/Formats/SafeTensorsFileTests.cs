using System.Text;
using GenerativeVI.Formats;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Training.Formats;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder["weights.safetensors"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OneTensor_IsReadAlone_WithNamesInOrderAndTexts()
    {
        var tensors = new Dictionary<string, Tensor> { ["bits"] = tensor(new byte[] { 1, 2, 3 }), ["b"] = ones(2), ["a"] = zeros(2, 2) };
        SafeTensors.Save(Path, tensors, new Dictionary<string, string> { ["made_by"] = "ä \"test\"" });
        using var file = SafeTensorsFile.Open(Path);
        Assert.Equal(["a", "b", "bits"], file.Names);
        Assert.Equal("ä \"test\"", file.Metadata["made_by"]);
        Close.AssertSame(ones(2), file.Read("b"));
        Assert.Throws<KeyNotFoundException>(() => file.Read("c"));
    }

    [Fact]
    public void EveryTensor_LiesAtAMultipleOfItsElement()
    {
        ScalarType[] types = [ScalarType.Byte, ScalarType.Float64, ScalarType.Int16, ScalarType.Float32, ScalarType.Int8, ScalarType.Bool];
        SafeTensors.Save(Path, types.ToDictionary(type => $"{type}", type => zeros(3, dtype: type)));
        var bytes = File.ReadAllBytes(Path);
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        using var header = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, (int)length));
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            var element = zeros(1, dtype: Enum.Parse<ScalarType>(entry.Name)).bytes.Length;
            Assert.Equal(0, (8 + length + entry.Value.GetProperty("data_offsets")[0].GetInt64()) % element);
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3,
        "the entry b begins at byte 1, inside the one before, which ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3,
        "bytes 1 to 2 of its data belong to no entry")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "bytes 0 to 1 of its data belong to no entry")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 3, "2 bytes follow the last entry")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2,
        "the entry a is in its header twice")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "the entry a of its header is not a tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "the entry a of its header is not a tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""", 1, "the entry a of its header is not a tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}""", 1, "the entry a of its header is not a tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0,9223372036854775807,2],"data_offsets":[0,0]}}""", 0,
        "the entry a has the shape [0, 9223372036854775807, 2] and 0 bytes")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "its metadata are not texts by name")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "the entry a is in its header twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}} {}""", 1, "its header is not JSON")]
    public void AHeaderThatIsNotHonest_IsOneSentence(string header, int dataBytes, string complaint)
    {
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[dataBytes]]);
        Samples.Refused(() => SafeTensors.Load(Path), $"{Path}: not a whole safetensors file: {complaint}.");
    }

    [Fact]
    public void ALongOrOddName_IsShownShortAndInOneLine()
    {
        var header = $$"""{"{{new string('x', 500)}}\n":5}""";
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header)]);
        Samples.Refused(() => SafeTensors.Load(Path), $"the entry {new string('x', 80)}… of its header");
    }
}
