using System.IO.Compression;
using System.Runtime.InteropServices;
using GenerativeVI.Formats;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Exporting;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Training.Formats;

public sealed class PyTorchFileTests : IDisposable
{
    private static readonly byte[] Six = MemoryMarshal.AsBytes<float>([0, 1, 2, 3, 4, 5]).ToArray();

    private readonly TempFolder folder = new();

    private string Path => folder["weights.pt"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Windows_AreReadByTheirOffsetsAndStrides_AndShareTheirStorage()
    {
        Write(p => p.Text("whole").Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1]).Text("transposed").Tensor("FloatStorage", "0", 6, 0, [3, 2], [1, 3])
            .Text("tail").Tensor("FloatStorage", "0", 6, 4, [2], [1]).Text("repeated").Tensor("FloatStorage", "0", 6, 5, [1000, 1000], [0, 0])
            .Text("none").Tensor("FloatStorage", "0", 6, 6, [0, 3], [3, 1]));
        var read = PyTorchFile.Load(Path);
        var whole = arange(6, dtype: ScalarType.Float32).reshape(2, 3);
        Close.AssertSame(whole, read["whole"]);
        Close.AssertSame(whole.t(), read["transposed"]);
        Close.AssertSame(tensor(new float[] { 4, 5 }), read["tail"]);
        Assert.Equal(5e6, read["repeated"].sum().item<float>());
        Assert.Equal([0, 3], read["none"].shape);
        read["whole"].add_(1);
        Close.AssertSame(tensor(new float[] { 5, 6 }), read["tail"]);
    }

    [Theory]
    [InlineData("cuda:3")]
    [InlineData("mps")]
    [InlineData("xla:0")]
    public void WeightsOfAnotherDevice_AreReadOntoThisOne(string device)
    {
        Write(p => p.Text("a").Tensor("FloatStorage", "0", 6, 1, [3], [2], device: device));
        Close.AssertSame(tensor(new float[] { 1, 3, 5 }), PyTorchFile.Load(Path)["a"]);
    }

    [Theory]
    [InlineData(true, -1)]
    [InlineData(false, 1)]
    public void ASignThatTorchPutOff_IsMade(bool isSet, int sign)
    {
        Write(p => p.Text("a").Tensor("FloatStorage", "0", 6, 1, [3], [2], notes => notes.Raw("}").Text("neg").Raw(isSet ? "\x88" : "\x89").Raw("s")).Text("b").Tensor("FloatStorage", "0", 6, 0, [2], [1]));
        var read = PyTorchFile.Load(Path);
        Assert.Equal([sign * 1f, sign * 3f, sign * 5f], read["a"].contiguous().data<float>().ToArray());
        Assert.Equal([0f, 1f], read["b"].data<float>().ToArray());
    }

    [Fact]
    public void WhatElseTorchPutOff_IsRefused()
    {
        Write(p => p.Text("a").Tensor("FloatStorage", "0", 6, 1, [3], [2], notes => notes.Raw("}").Text("conj").Raw("\x88s")));
        Samples.Refused(() => PyTorchFile.Load(Path), Path, "_rebuild_tensor_v2 with other arguments");
    }

    [Fact]
    public void Containers_AreJoinedByDots_AndOnlyTensorsStay()
    {
        Write(p => p.Text("model").Raw("}").Text("a.weight").Tensor("FloatStorage", "0", 6, 0, [6], [1]).Raw("s")
            .Text("epoch").Number(3).Text("rate").Raw("G").Raw(new string('\0', 8))
            .Text("list").Raw("]").Tensor("FloatStorage", "0", 6, 1, [], []).Raw("a").Text("pair").Raw("NN\x86").Text("big").Number(1L << 40));
        Assert.Equal(["model.a.weight", "list.0"], PyTorchFile.Load(Path).Keys);
    }

    [Fact]
    public void BigEndianFiles_AreTurnedAround()
    {
        var pickle = PickleWriter.Dictionary(p => p.Text("a").Tensor("FloatStorage", "0", 1, 0, [1], [1]));
        File.WriteAllBytes(Path, PickleWriter.Archive(pickle, CompressionLevel.NoCompression, "big", [0x3F, 0xC0, 0, 0]));
        Assert.Equal(1.5f, PyTorchFile.Load(Path)["a"].item<float>());
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("torch._utils", "_rebuild_sparse_tensor")]
    [InlineData("builtins", "eval")]
    [InlineData("torch.jit._pickle", "build_intlist")]
    public void EveryOtherName_IsRefusedByName(string module, string name)
    {
        Write(p => p.Text("a").Global(module, name).Raw("(").Text("echo hello").Raw("tR"));
        Samples.Refused(() => PyTorchFile.Load(Path), Path, $"{module}.{name}", "not run");
    }

    public static TheoryData<long, long[], long[], long> OutsideTheirStorage => new()
    {
        { 0, [7], [1], 6 }, { 1, [6], [1], 6 }, { 0, [2, 3], [4, 1], 6 }, { -1, [1], [1], 6 }, { 0, [2], [-1], 6 }, { 0, [-1], [1], 6 }, { 7, [0], [1], 6 },
        { 0, [2], [long.MaxValue], 6 }, { 0, [long.MaxValue, long.MaxValue], [0, 0], 6 }, { long.MaxValue, [2], [1], 6 },
        { 0, [1, 2], [1], 6 }, { 0, [long.MaxValue, 0], [0, 0], 6 },
    };

    [Theory, MemberData(nameof(OutsideTheirStorage))]
    public void WindowsOutsideTheirStorage_AreRefused(long offset, long[] shape, long[] strides, long count)
    {
        Write(p => p.Text("a").Tensor("FloatStorage", "0", count, offset, shape, strides));
        Samples.Refused(() => PyTorchFile.Load(Path), Path, "the tensor a of shape", "lies outside its storage of 6 elements");
    }

    [Fact]
    public void StoragesThatAreNotWhole_AreRefused()
    {
        Write(p => p.Text("a").Tensor("FloatStorage", "0", 1L << 60, 0, [1L << 60], [1]));
        Samples.Refused(() => PyTorchFile.Load(Path), $"the storage 0 should hold {1L << 60} elements of Float32 and has 24 bytes");
        Write(p => p.Text("a").Tensor("FloatStorage", "5", 6, 0, [6], [1]));
        Samples.Refused(() => PyTorchFile.Load(Path), "the archive has no data/5");
        Write(p => p.Text("a").Tensor("FloatStorage", "0", 6, 0, [6], [1]).Text("b").Tensor("LongStorage", "0", 3, 0, [3], [1]));
        Samples.Refused(() => PyTorchFile.Load(Path), "the storage 0 is said to be two things");
    }

    [Fact]
    public void PackedEntries_AreRefused_SoThatNothingSmallUnpacksIntoSomethingLarge()
    {
        var pickle = PickleWriter.Dictionary(p => p.Text("a").Tensor("ByteStorage", "0", 1 << 24, 0, [1 << 24], [1]));
        File.WriteAllBytes(Path, PickleWriter.Archive(pickle, CompressionLevel.Optimal, "little", new byte[1 << 24]));
        Samples.Refused(() => PyTorchFile.Load(Path), "is packed, which torch.save never does");
    }

    [Fact]
    public void PicklesThatGrow_AreRefused()
    {
        // Each dictionary holds the one before it twice: thirty of them are a billion.
        Write(p =>
        {
            p.Text("a").Raw("}q\0");
            for (byte i = 1; i < 31; i++) p.Raw($"0}}q{(char)i}").Text("x").Raw($"h{(char)(i - 1)}s").Text("y").Raw($"h{(char)(i - 1)}s");
        });
        Samples.Refused(() => PyTorchFile.Load(Path), "without end");
        Write(p => p.Text("a").Raw("}q\0").Text("itself").Raw("h\0s"));
        Samples.Refused(() => PyTorchFile.Load(Path), "without end");
        Write(p => p.Text("a").Raw(new string('}', 1 << 20)));
        Samples.Refused(() => PyTorchFile.Load(Path), "more objects than a state dictionary has");
    }

    [Theory]
    [InlineData("\x80\x02.", "takes something from an empty stack")]
    [InlineData("\x80\x02]0t.", "lacks a mark")]
    [InlineData("\x80\x02}h\x07s.", "recalls something that was never there")]
    [InlineData("\x80\x02}X\xFF\xFF\xFF\x7F", "ends after 8 bytes in the middle of a value")]
    [InlineData("\x80\x02}(s.", "takes")]
    [InlineData("\x80\x02]NNs.", "sets items of something other than a dictionary")]
    [InlineData("\x80\x02" + "cos\nsystem", "ends in the middle of a name")]
    [InlineData("\x80\x02I5\n.", "has the operation 0x49 at byte 2")]
    [InlineData("\x80\x05}.", "protocol other than 2 to 4")]
    [InlineData("\x80\x02N.", "holds no dictionary")]
    [InlineData("\x80\x02NNR.", "calls something that is no function")]
    [InlineData("\x80\x02NQ.", "refers to something other than a storage")]
    public void OddPickles_AreOneSentence(string program, string complaint)
    {
        File.WriteAllBytes(Path, PickleWriter.Archive(System.Text.Encoding.Latin1.GetBytes(program)));
        Samples.Refused(() => PyTorchFile.Load(Path), Path, complaint);
    }

    [Fact]
    public void AnOldFile_IsNamedAsOne()
    {
        File.WriteAllBytes(Path, [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.']);
        using var module = nn.Linear(1, 1);
        Samples.Refused(() => Weights.Load(module, Path), Path, "before version 1.6");
    }

    [Fact]
    public void WhatTorchSaves_IsRead()
    {
        Python.Run(["torch"], "tests/GenerativeVI.Tests/Training/Formats/python/save_state_dict.py", Path);
        var read = PyTorchFile.Load(Path);
        string[] types = ["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"];
        Assert.Equal(
            ["state.parameter", "state.transposed", "state.slice", "state.scalar", .. types.Select(type => $"types.{type}"), "many.0", "many.1"], read.Keys);
        Close.AssertSame(ones(2), read["state.parameter"]);
        Close.AssertSame(arange(6, dtype: ScalarType.Float32).reshape(2, 3).t(), read["state.transposed"]);
        Close.AssertSame(tensor(new float[] { 1, 2 }), read["state.slice"]);
        Close.AssertSame(tensor(2.5f), read["state.scalar"]);
        foreach (var type in types)
            Assert.Equal([0.0, 1, 1], read[$"types.{type}"].to_type(ScalarType.Float64).data<double>().ToArray());
        Assert.Equal(ScalarType.BFloat16, read["types.bfloat16"].dtype);
    }

    private void Write(Action<PickleWriter> items) => File.WriteAllBytes(Path, PickleWriter.Archive(PickleWriter.Dictionary(items), Six));
}
