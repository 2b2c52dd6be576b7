using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Examples;

/// <summary>The example in its smoke mode: every kind of flow comes nearer to a toy in a few steps, and is drawn.</summary>
public sealed class ToyFlowsTests
{
    [Fact]
    public async Task Example_ImprovesEveryFlow_AndDrawsIt()
    {
        using var folder = new TempFolder();
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "GenerativeVI.Tests"), Path.Combine("examples", "ToyFlows"), StringComparison.Ordinal), "ToyFlows.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--smoke", "--out", folder["flows.png"]]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        var table = await output;
        Assert.All(Enum.GetNames<FlowKind>(), kind => Assert.Contains($"| {kind} |", table, StringComparison.Ordinal));
        Assert.Equal(Enum.GetNames<FlowKind>().Length + 1, Png.Read(folder["flows.png"]).Width / 96);
    }
}
