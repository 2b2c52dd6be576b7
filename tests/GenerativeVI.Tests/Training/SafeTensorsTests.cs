using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Training;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder["weights.safetensors"];

    public static TheoryData<ScalarType> Types =>
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool,
    ];

    [Theory, MemberData(nameof(Types))]
    public void EveryType_ComesBackBitForBit(ScalarType type)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["matrix"] = arange(6).reshape(2, 3).to_type(type),
            ["transposed"] = arange(6).reshape(2, 3).t().to_type(type),
            ["scalar"] = tensor(1).to_type(type),
            ["empty"] = zeros(0, 3).to_type(type),
        };
        SafeTensors.Save(Path, tensors);
        var loaded = SafeTensors.Load(Path);
        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in tensors) Close.AssertSame(tensor, loaded[name]);
    }

    [Fact]
    public void Layout_IsTheFormatsByteForByte()
    {
        SafeTensors.Save(Path, new Dictionary<string, Tensor> { ["b"] = tensor(new float[] { 1, -2 }), ["a"] = tensor(new long[] { 258 }) }, new Dictionary<string, string> { ["made_by"] = "a test" });
        const string header = """{"__metadata__":{"made_by":"a test"},"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected = [.. BitConverter.GetBytes((long)padded.Length), .. Encoding.ASCII.GetBytes(padded), 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Data_StartAtAMultipleOfEightBytes()
    {
        for (var name = "a"; name.Length <= 8; name += "a")
        {
            SafeTensors.Save(Path, new Dictionary<string, Tensor> { [name] = ones(1) });
            Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(Path)) % 8);
            Assert.Equal(1, SafeTensors.Load(Path)[name].item<float>());
        }
    }

    [Fact]
    public void FilesOfOthers_AreRead_WhateverTheirOrderAndSpacing()
    {
        const string header = """{ "x": {"shape": [2], "data_offsets": [1, 3], "dtype": "U8"}, "__metadata__": {"format": "pt"}, "flag": {"dtype": "BOOL", "shape": [], "data_offsets": [0, 1]} }""";
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), 1, 7, 9]);
        var loaded = SafeTensors.Load(Path);
        Close.AssertSame(tensor(new byte[] { 7, 9 }), loaded["x"]);
        Assert.True(loaded["flag"].item<bool>());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "the entry a ends at byte 8 of 7; the file is cut short or damaged")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "the entry a has the shape [3] and 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "the entry a has the shape [-2] and 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "the entry a has the shape [4611686018427387904, 4] and 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "the entry a ends at byte 0 of 8; the file is cut short or damaged")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "the entry a has the unknown type C64")]
    [InlineData("""{"a":{"shape":[1]}}""", 8, "the entry a of its header is not a tensor")]
    [InlineData("""{"a":5}""", 8, "the entry a of its header is not a tensor")]
    [InlineData("""["a"]""", 8, "its header is not an object")]
    [InlineData("""{"a":""", 8, "its header is not JSON")]
    public void ADamagedFile_IsOneSentence(string header, int dataBytes, string complaint)
    {
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[dataBytes]]);
        Assert.Equal($"{Path}: not a whole safetensors file: {complaint}.", Assert.Throws<DataException>(() => SafeTensors.Load(Path)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "it has 3 bytes, fewer than a header's length takes")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 1 }, "its header claims 65535 bytes of 9")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "its header claims -1 bytes of 8")]
    public void AHeaderThatCannotBe_IsOneSentence(byte[] content, string complaint)
    {
        File.WriteAllBytes(Path, content);
        Assert.Equal($"{Path}: not a whole safetensors file: {complaint}.", Assert.Throws<DataException>(() => SafeTensors.Load(Path)).Message);
    }

    [Fact]
    public void EveryCutOfAFile_IsRefused()
    {
        SafeTensors.Save(Path, new Dictionary<string, Tensor> { ["a"] = arange(5), ["b"] = ones(3) });
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<DataException>(() => SafeTensors.Load(Path));
        }
    }

    [Fact]
    public void AFailedSave_LeavesTheOldFile()
    {
        SafeTensors.Save(Path, new Dictionary<string, Tensor> { ["a"] = ones(3) });
        var old = File.ReadAllBytes(Path);
        Assert.Throws<ArgumentException>(() => SafeTensors.Save(Path, new Dictionary<string, Tensor> { ["a"] = zeros(3, dtype: ScalarType.ComplexFloat64) }));
        Assert.Equal(old, File.ReadAllBytes(Path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    public void Dispose() => folder.Dispose();
}
