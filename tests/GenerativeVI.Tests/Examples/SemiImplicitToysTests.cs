using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode: no bound is above the integral by quadrature, a narrow kernel's score is noisier and its bracket looser, and all is drawn.</summary>
[Trait("Speed", "Slow")]
public sealed class SemiImplicitToysTests
{
    [Fact]
    public async Task Example_BoundsEveryTarget_AndDrawsIt()
    {
        using var folder = new TempFolder();
        var lines = await ExampleProgram.Run("SemiImplicitToys", "--smoke", "--out", folder["toys.png"]);
        string[] toys = ["banana", "ring", "x-shape", "multimodal"];
        string[] methods = ["full", "sivi", "hvm", "iwhvi", "uivi"];
        foreach (var toy in toys) Assert.All(methods, method => Assert.Contains($"{toy}, {method}: E log p̃ − log q >= ", lines, StringComparison.Ordinal));
        Assert.All(["UIVI: variance ", "SIVI, K = 20: variance ", "SIVI, K = 20: nats given away "], measured => Assert.Contains(measured, lines, StringComparison.Ordinal));
        Assert.Equal(2, File.ReadAllText(folder["toys.html"]).Split("<figure class=\"chart\">").Length - 1);
        var picture = ImageFile.Read(folder["toys.png"]);
        Assert.Equal((methods.Length, toys.Length), (picture.Width / 240, picture.Height / 240));
    }
}
