using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI.Tests.Tables;

/// <summary>Relevance vector machines fitted to tables: what the width of their kernel is found by.</summary>
public sealed class RelevanceFitTests
{
    private static readonly TableSettings Settings = new() { Method = TableMethod.Rvm };

    /// <summary>With few rows in several dimensions evidence takes a kernel in which no row is near another, and the rows are remembered; rows held out see it.</summary>
    [Fact]
    public void RowsHeldOut_ChooseAWidthThatPredicts()
    {
        var (train, test) = (Design(120, 1), Design(400, 2));
        var (heldOut, evidence) = (Fit(WidthChoice.HeldOut, train, test), Fit(WidthChoice.Evidence, train, test));
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"held out: width {heldOut.Width:F2}, {heldOut.Vectors} vectors, RMSE {heldOut.Regression!.RootMeanSquare:F3}; evidence: {evidence.Width:F2}, {evidence.Vectors}, {evidence.Regression!.RootMeanSquare:F3}"));
        Assert.True(heldOut.Width > evidence.Width);
        Assert.True(heldOut.Regression.RootMeanSquare < 0.8 * evidence.Regression.RootMeanSquare);
        Assert.True(heldOut.Regression.NegativeLogLikelihood < evidence.Regression.NegativeLogLikelihood);
        // It is the machine of all training rows at that width.
        var given = TableFit.Run(train, test, "t", Settings with { Classes = false, Width = heldOut.Width });
        Assert.Equal(given.Regression!.RootMeanSquare, heldOut.Regression.RootMeanSquare, 1e-9);
    }

    [Fact]
    public void TooFewRowsToPart_AreLeftToEvidence()
    {
        var (train, test) = (Design(9, 1), Design(50, 2));
        Assert.Equal(Fit(WidthChoice.Evidence, train, test).Width, Fit(WidthChoice.HeldOut, train, test).Width);
    }

    /// <summary>A class of one row is missing from four fifths of the rows or from the others.</summary>
    [Fact]
    public void EveryClass_IsKnownToTheMachine_HoweverRareItIs()
    {
        string[][] cells = [.. Enumerable.Range(0, 24).Select(i => new[] { i.ToString(CultureInfo.InvariantCulture), i == 23 ? "rare" : i % 2 == 0 ? "even" : "odd" })];
        var table = Of(["x", "kind"], cells);
        // A search for a width holds every row out once.
        for (var seed = 1; seed <= 2; seed++)
            Assert.Equal(["even", "odd", "rare"], TableFit.Run(table, table, "kind", Settings with { Seed = seed }).Classes);
    }

    [Fact]
    public void Progress_RisesToOne()
    {
        var told = new Told();
        TableFit.Run(Design(40, 1), Design(10, 2), "t", Settings with { Classes = false }, told);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
        Assert.True(told.Count > 4);
    }

    private static TableResult Fit(WidthChoice by, Table train, Table test) => TableFit.Run(train, test, "t", Settings with { Classes = false, WidthBy = by });

    // Of five inputs at few places, as of a designed experiment, one bears e^{1.5x} and the others nothing; noise of deviation 0.05.
    private static Table Design(int count, int seed)
    {
        var random = new Random(seed);
        return Of(["a", "b", "c", "d", "e", "t"], Enumerable.Range(0, count).Select(_ =>
        {
            double[] x = [random.Next(14) / 3.5 - 2, .. Enumerable.Range(0, 4).Select(_ => random.Next(5) - 2.0)];
            var noise = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            return x.Append(Math.Exp(1.5 * x[0]) + 0.05 * noise).Select(value => value.ToString(CultureInfo.InvariantCulture)).ToArray();
        }));
    }

    private static Table Of(string[] header, IEnumerable<string[]> rows)
    {
        string[][] cells = [.. rows];
        return new Table("table", header, cells, [.. cells.Select((_, i) => i + 2L)]);
    }

    private sealed class Told : List<double>, IProgress<double>
    {
        public void Report(double value) => Add(value);
    }
}
