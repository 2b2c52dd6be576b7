using GenerativeVI.Cli;
using GenerativeVI.Data;

namespace GenerativeVI.Tests.Cli;

public class TravelTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private string Out(string name) => Path.Combine(tiny.Root, "travel", name);

    [Fact]
    public void CodesAreARowAnImage_AndDecodeToImages()
    {
        Assert.Equal(CommandLine.Done, Gvi.Run("encode", tiny.Run, "--out", Out("codes.npy"), "--scale", Out("scales.npy")).Code);
        Assert.Equal([2, 2], NpyReader.Read(Out("codes.npy")).Shape);
        Assert.All(NpyReader.Read(Out("scales.npy")).Values<float>().ToArray(), scale => Assert.True(scale > 0));

        Assert.Equal(CommandLine.Done, Gvi.Run("decode", tiny.Run, "--in", Out("codes.npy"), "--out", Out("images.npy")).Code);
        var images = NpyReader.Read(Out("images.npy"));
        Assert.Equal([2, 6, 5], images.Shape);
        Assert.All(images.Values<float>().ToArray(), value => Assert.InRange(value, 0, 1));
        Assert.Equal(CommandLine.Done, Gvi.Run("decode", tiny.Run, "--in", Out("codes.npy"), "--out", Out("images.png")).Code);
        Assert.True(ImageFile.Read(Out("images.png")).Width > 10);
    }

    [Fact]
    public void CodesAreTheSameEachTime_AndOfThePartAskedFor()
    {
        foreach (var name in (string[])["one.npy", "two.npy"])
            Assert.Equal(CommandLine.Done, Gvi.Run("encode", tiny.Run, "--part", "train", "--limit", "7", "--out", Out(name)).Code);
        Assert.Equal([7, 2], NpyReader.Read(Out("one.npy")).Shape);
        Assert.Equal(File.ReadAllBytes(Out("one.npy")), File.ReadAllBytes(Out("two.npy")));
    }

    [Theory]
    [InlineData("onnx", "decoder.onnx encoder.onnx")]
    [InlineData("safetensors", "model.safetensors")]
    [InlineData("torchsharp", "model.dat")]
    public void AnExportIsTheFilesOfItsForm(string form, string files)
    {
        Assert.Equal(CommandLine.Done, Gvi.Run("export", tiny.Run, "--format", form, "--out", Out(form)).Code);
        Assert.Equal(files.Split(' '), Directory.GetFiles(Out(form)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void MistakesAreOneSentence()
    {
        NpyWriter.Write(Out("three.npy"), TorchSharp.torch.zeros(4, 3));
        Expect(CommandLine.Failed, "expected codes of shape [N, 2], found [4, 3]", "decode", tiny.Run, "--in", Out("three.npy"), "--out", Out("x.png"));
        Expect(CommandLine.Misused, "ends in .npy or .png", "decode", tiny.Run, "--in", Out("three.npy"), "--out", Out("x.gif"));
        Expect(CommandLine.Misused, "--limit: expected at least 1", "encode", tiny.Run, "--limit", "0", "--out", Out("x.npy"));
        Expect(CommandLine.Misused, "--out", "encode", tiny.Run);
        Expect(CommandLine.Misused, "onnx", "export", tiny.Run, "--format", "keras");
    }

    private static void Expect(int code, string part, params string[] arguments)
    {
        var words = Gvi.Run(arguments);
        Assert.Equal(code, words.Code);
        Assert.Contains(part, words.Error);
        Assert.DoesNotContain("   at ", words.Error);
    }
}
