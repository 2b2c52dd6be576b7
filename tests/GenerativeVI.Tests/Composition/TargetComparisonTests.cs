using GenerativeVI.Data;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Composition;

public sealed class TargetComparisonTests : IDisposable
{
    private static readonly DataLocator Nowhere = new([], null);
    private static readonly ComparisonSettings Small = new()
    {
        Targets = ["banana"],
        Families = [TargetPosterior.Normal, TargetPosterior.Full],
        Budget = 5,
        MostSteps = 150,
        Draws = 400,
    };

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cells_BracketLogZ_AndAreKept()
    {
        var told = new List<ComparisonCell>();
        var comparison = new TargetComparison(Small with { Families = [TargetPosterior.Normal, TargetPosterior.Sivi] },
            folder["c"], Nowhere);
        comparison.Run(new Collected<ComparisonCell>(told));
        comparison.WriteReport();
        Assert.Equal((2, 2), comparison.Progress);
        Assert.Equal(2, told.Count);
        foreach (var cell in comparison.Cells)
        {
            Assert.Equal((ComparisonOutcome.Done, null), (cell.Outcome, cell.Reason));
            Assert.Equal((0, "10000 exact draws"), (cell.LogIntegral, cell.Reference));
            // Both hold in expectation; of a banana and a normal the weights' errors are not to be trusted far.
            Assert.InRange(cell.Lower!.Value, -2, 0.1 + 6.11 * cell.Lower.StandardError);
            Assert.InRange(cell.Upper!.Value, -0.1 - 6.11 * cell.Upper.StandardError, 5);
            Assert.True(cell.Elbo!.Value < cell.Lower.Value + 0.01);
            Assert.Equal(("lower bound", "upper bound"), (cell.Lower.Kind, cell.Upper.Kind));
            Assert.InRange(cell.Classifier!.Value, 0.5, 1);
            Assert.InRange(cell.Gradients!.Value, 64 * cell.Steps!.Value, 64 * cell.Steps.Value + 64);
            Assert.InRange(cell.Memory!.Value, 20, 100_000);
        }
        var lines = File.ReadAllLines(comparison.Table);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("target,family,outcome,dimension,steps,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("banana,normal,done,2,", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        Assert.Contains("<h2>banana</h2>", File.ReadAllText(comparison.Page), StringComparison.Ordinal);

        // Once more: nothing is done again, and more can be asked for.
        told.Clear();
        var before = File.ReadAllText(folder["c/cells/banana--normal.json"]);
        new TargetComparison(Small, folder["c"], Nowhere).Run(new Collected<ComparisonCell>(told));
        Assert.Equal([TargetPosterior.Full], told.Select(cell => cell.Family));
        Assert.Equal(before, File.ReadAllText(folder["c/cells/banana--normal.json"]));
        Assert.Contains(
            "take these settings, or another folder",
            Assert.Throws<DataException>(() => new TargetComparison(Small with { Budget = 6 }, folder["c"],
                Nowhere)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFails_IsACell_AndCanBeTriedAgain()
    {
        var settings = Small with { Targets = ["seeds", "banana"], Families = [TargetPosterior.Normal] };
        var comparison = new TargetComparison(settings, folder["c"], Nowhere);
        // As two processes leave it that ended at their work.
        File.WriteAllText(folder["c/locks/banana--normal.attempts"], "||");
        comparison.Run();
        var cells = comparison.Cells;
        Assert.Equal(["seeds", "banana"], cells.Select(cell => cell.Target));
        Assert.All(cells, cell => Assert.Equal(ComparisonOutcome.Failed, cell.Outcome));
        Assert.Contains("classification/seeds_table.csv", cells[0].Reason, StringComparison.Ordinal);
        Assert.Equal("the process ended at it, twice", cells[1].Reason);
        comparison.WriteReport();
        Assert.Contains("failed: the process ended at it, twice", File.ReadAllText(comparison.Page),
            StringComparison.Ordinal);
        comparison.ForgetFailures();
        Assert.Equal((0, 2), comparison.Progress);
        comparison.Run();
        Assert.Equal([ComparisonOutcome.Failed, ComparisonOutcome.Done], comparison.Cells.Select(cell => cell.Outcome));
    }

    [Fact]
    public void AnInterruptedComparison_KeepsWhatIsDone_AndHoldsNothingAgainstTheRest()
    {
        using var source = new CancellationTokenSource();
        var comparison = new TargetComparison(Small, folder["c"], Nowhere);
        Assert.Throws<OperationCanceledException>(() =>
            comparison.Run(new Told<ComparisonCell>(_ => source.Cancel()), source.Token));
        Assert.Equal((1, 2), comparison.Progress);
        Assert.Empty(Directory.GetFiles(folder["c/locks"], "*.attempts"));
        comparison.Run();
        Assert.Equal((2, 2), comparison.Progress);
    }

    [Fact]
    public void ACell_InTheHandsOfAnother_IsLeftToIt()
    {
        var comparison = new TargetComparison(Small, folder["c"], Nowhere);
        using (new FileStream(folder["c/locks/banana--full.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite,
            FileShare.None)) comparison.Run();
        Assert.Equal([TargetPosterior.Normal], comparison.Cells.Select(cell => cell.Family));
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        string Of(ComparisonSettings settings) =>
            Assert.ThrowsAny<ArgumentException>(() => new TargetComparison(settings, folder["m"], Nowhere)).Message;
        Assert.Contains("target: circle is not one of", Of(Small with { Targets = ["circle"] }),
            StringComparison.Ordinal);
        Assert.Contains("budget: expected above 0, got 0.", Of(Small with { Budget = 0 }), StringComparison.Ordinal);
        Assert.Contains("draws: expected at least 100, got 9.", Of(Small with { Draws = 9 }), StringComparison.Ordinal);
    }
}
