using System.Diagnostics;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode: no bracket's bound is above the integral by quadrature, mixing samples come near it, a narrow kernel is noisier, and all is drawn.</summary>
public sealed class SemiImplicitToysTests
{
    [Fact]
    public async Task Example_BoundsEveryTarget_AndDrawsIt()
    {
        using var folder = new TempFolder();
        var program = Path.Combine(
            AppContext.BaseDirectory.Replace(Path.Combine("tests", "GenerativeVI.Tests"), Path.Combine("examples", "SemiImplicitToys"), StringComparison.Ordinal), "SemiImplicitToys.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--smoke", "--out", folder["toys.html"]]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        var lines = await output;
        string[] toys = ["banana", "ring", "x-shape", "two modes"];
        string[] brackets = ["SIVI", "hierarchical", "IWHVI"];
        foreach (var toy in toys) Assert.All(brackets, bracket => Assert.Contains($"{toy}, {bracket}", lines, StringComparison.Ordinal));
        Assert.Equal(toys.Length * brackets.Length, (await File.ReadAllTextAsync(folder["toys.html"], TestContext.Current.CancellationToken)).Split("<figure class=\"chart\"><figcaption>").Length - 1);
    }
}
