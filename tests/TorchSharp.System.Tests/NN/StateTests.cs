using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class StateTests
{
    private static Sequential Model() => Sequential(Linear(2, 3), BatchNorm1d(3), Linear(3, 1, hasBias: false));

    private static byte[] Saved(Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static void AssertSame(Module expected, Module actual)
    {
        var (first, second) = (expected.state_dict(), actual.state_dict());
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.All(first, entry => Assert.Equal(entry.Value.Values(), second[entry.Key].Values()));
    }

    [Fact]
    public void StateDict_Copies_BetweenModules()
    {
        var (source, target) = (Model(), Model());
        source.call(Numbers.Some(8, 2).to(float32));
        var weight = target.get_parameter("0.weight");
        var (missing, unexpected) = target.load_state_dict(source.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        AssertSame(source, target);
        Assert.Same(weight, target.get_parameter("0.weight"));
        Assert.Equal(1, target.get_buffer("1.num_batches_tracked")!.item<long>());
    }

    [Fact]
    public void StrictLoading_RefusesMissingAndUnexpectedKeys()
    {
        var state = Model().state_dict();
        state.Remove("0.bias");
        state["extra"] = ones(1);
        var target = Model();
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        var before = target.get_parameter("0.bias")!.Values();
        var (missing, unexpected) = target.load_state_dict(state, strict: false);
        Assert.Equal(["0.bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal(before, target.get_parameter("0.bias")!.Values());
        Assert.Equal(state["0.weight"].Values(), target.get_parameter("0.weight")!.Values());
        target.load_state_dict(state, skip: ["0.bias", "extra"]);
    }

    [Fact]
    public void SaveAndLoad_GiveTheSameNumbers()
    {
        var (source, target) = (Model(), Model());
        var location = Path.GetTempFileName();
        try
        {
            source.save(location);
            target.load(location);
        }
        finally
        {
            File.Delete(location);
        }
        AssertSame(source, target);
        source.eval();
        target.eval();
        var x = ones(4, 2);
        Assert.Equal(source.call(x).Values(), target.call(x).Values());
    }

    [Fact]
    public void Loading_IsStrictAboutTheFile()
    {
        var bytes = Saved(Linear(2, 2));
        Assert.Throws<ArgumentException>(() => Linear(2, 2, hasBias: false).load(new MemoryStream(bytes)));
        Assert.Throws<ArgumentException>(() => Linear(3, 2).load(new MemoryStream(bytes)));
        Assert.Throws<ArgumentException>(() => Linear(2, 2).to(float64).load(new MemoryStream(bytes)));
        Assert.ThrowsAny<Exception>(() => Linear(2, 2).load(new MemoryStream(bytes[..^1])));

        var loaded = new Dictionary<string, bool>();
        var partial = Linear(2, 2, hasBias: false);
        partial.load(new MemoryStream(bytes), strict: false, loadedParameters: loaded);
        Assert.Equal(new Dictionary<string, bool> { ["weight"] = true, ["bias"] = false }, loaded);
        Assert.Equal(bytes, Saved(Linear(2, 2).load(new MemoryStream(bytes))));
    }

    [Fact]
    public void ASkippedEntry_KeepsItsNumbers()
    {
        var (source, target) = (Linear(2, 2), Linear(2, 2));
        var bias = target.bias!.Values();
        target.load(new MemoryStream(Saved(source)), skip: ["bias"]);
        Assert.Equal(bias, target.bias!.Values());
        Assert.Equal(source.weight.Values(), target.weight.Values());
    }

    [Fact]
    public void TheFile_IsTorchSharpsByteForByte()
    {
        var layer = Linear(new Parameter(tensor(new[] { 1f, -2f, 0.5f, 8f }).reshape(2, 2)), new Parameter(tensor(new[] { 3L, 4L }).to(float64)));
        using var expected = new MemoryStream();
        using (var writer = new BinaryWriter(expected))
        {
            writer.Write((byte)2);                       // entries
            writer.Write((byte)6);
            writer.Write(Encoding.UTF8.GetBytes("weight"));
            writer.Write([6, 2, 2, 2]);                  // float32, two dimensions, 2 × 2
            foreach (var value in new[] { 1f, -2f, 0.5f, 8f }) writer.Write(value);
            writer.Write((byte)4);
            writer.Write(Encoding.UTF8.GetBytes("bias"));
            writer.Write([7, 1, 2]);                     // float64, one dimension, 2
            writer.Write(3.0);
            writer.Write(4.0);
        }
        Assert.Equal(expected.ToArray(), Saved(layer));
    }

    [Fact]
    public void LongLengths_TakeMoreThanOneByte()
    {
        var layer = Linear(300, 1, hasBias: false);
        var bytes = Saved(layer);
        Assert.Equal([1, 6, .. "weight"u8, 6, 2, 1, 0xAC, 0x02], bytes[..13]);
        Assert.Equal(13 + 4 * 300, bytes.Length);
        AssertSame(layer, Linear(300, 1, hasBias: false).load(new MemoryStream(bytes)));
    }

    [Fact]
    public void ATransposedTensor_IsWrittenRowByRow()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } }).t().Save(writer);
        stream.Position = 0;
        var loaded = TensorExtensionMethods.Load(new BinaryReader(stream));
        Assert.Equal([3L, 2L], loaded.shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], loaded.Values());
    }
}
