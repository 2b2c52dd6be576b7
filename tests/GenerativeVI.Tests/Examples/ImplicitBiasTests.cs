using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode: every method is measured on every Gaussian, and drawn.</summary>
public sealed class ImplicitBiasTests
{
    [Fact]
    public async Task Example_MeasuresEveryMethod_AndDrawsIt()
    {
        using var folder = new TempFolder();
        var lines = await ExampleProgram.Run("ImplicitBias", "--smoke", "--out", folder["bias.html"]);
        string[] measured = ["adversarial VB", "adversarial VB, adaptive contrast", "KIVI", "AR-DAE"];
        // Twice on pairs, once on the posterior.
        Assert.All(measured, name => Assert.Equal(3, lines.Split('\n').Count(line => line.StartsWith($"  {name}: ", StringComparison.Ordinal))));
        Assert.DoesNotContain("NaN", lines, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllText(folder["bias.html"]).Split("<figure class=\"chart\">").Length - 1);
    }
}
