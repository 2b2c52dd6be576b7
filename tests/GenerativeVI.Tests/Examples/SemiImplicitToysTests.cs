using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode: no bound is above the integral by quadrature, a narrow kernel is noisier, and all is drawn.</summary>
public sealed class SemiImplicitToysTests
{
    [Fact]
    public async Task Example_BoundsEveryTarget_AndDrawsIt()
    {
        using var folder = new TempFolder();
        var lines = await ExampleProgram.Run("SemiImplicitToys", "--smoke", "--out", folder["toys.png"]);
        string[] toys = ["banana", "ring", "x-shape", "multimodal"];
        string[] methods = ["full", "sivi", "hvm", "iwhvi"];
        foreach (var toy in toys) Assert.All(methods, method => Assert.Contains($"{toy}, {method}: E log p̃ − log q >= ", lines, StringComparison.Ordinal));
        var picture = Png.Read(folder["toys.png"]);
        Assert.Equal((methods.Length, toys.Length), (picture.Width / 240, picture.Height / 240));
    }
}
