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
        var table = await ExampleProgram.Run("ToyFlows", "--smoke", "--out", folder["flows.png"]);
        Assert.All(Enum.GetNames<FlowKind>(), kind => Assert.Contains($"| {kind} |", table, StringComparison.Ordinal));
        Assert.Equal(Enum.GetNames<FlowKind>().Length + 1, ImageFile.Read(folder["flows.png"]).Width / 96);
    }
}
