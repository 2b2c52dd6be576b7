using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Tests.Statistics;

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
        // It is the machine of all training rows at that width, from the side of the greater evidence.
        var given = Enum.GetValues<RelevanceAlgorithm>()
            .Select(side => TableFit.Run(train, test, "t", Settings with { Classes = false, Width = heldOut.Width, Algorithm = side }))
            .MaxBy(one => one.Relevance!.Evidence)!;
        Assert.Equal(given.Regression!.RootMeanSquare, heldOut.Regression.RootMeanSquare, 1e-9);
        Assert.Equal(given.Relevance!.Evidence!.Value, heldOut.Relevance!.Evidence!.Value, 1e-9);
    }

    [Fact]
    public void TooFewRowsToPart_AreLeftToEvidence()
    {
        var (train, test) = (Design(9, 1), Design(50, 2));
        Assert.Equal(Fit(WidthChoice.Evidence, train, test).Width, Fit(WidthChoice.HeldOut, train, test).Width);
    }

    /// <summary>
    /// Of five inputs one bears the target: with scales of their own the error falls, and their names say which.
    /// </summary>
    [Fact]
    public void ScalesOfInputs_SayWhichMatter()
    {
        var (train, test) = (Design(120, 1), Design(400, 2));
        var (own, shared) = (
            TableFit.Run(train, test, "t", Settings with { Classes = false, Scales = KernelScales.HeldOut }),
            Fit(WidthChoice.HeldOut, train, test));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{shared.Regression!.RootMeanSquare} {own.Regression!.RootMeanSquare} {string.Join(", ", own.Scales)}");
        Assert.True(own.Relevance!.ScaleTrial!.IsTaken);
        Assert.Empty(shared.Scales);
        Assert.Equal(["a", "b", "c", "d", "e"], own.Scales.Select(one => one.Name));
        Assert.Equal(own.Scales[0], own.Scales.MaxBy(one => one.Scale));
        Assert.True(own.Regression.RootMeanSquare < 0.7 * shared.Regression.RootMeanSquare);
        Assert.Contains("<td>a</td>", TableReport.Write("t", own));
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

    /// <summary>Two crescents, and applicants of 24 numbers whose best error is a quarter: the found width predicts nearly as well as can be.</summary>
    [Theory, Trait("Speed", "Slow")]
    [InlineData("banana")]
    [InlineData("german")]
    public void FoundWidths_OfFiveTables_PredictNearlyAsWellAsTheTruth(string kind)
    {
        var errors = new List<(double Error, double Best)>();
        for (var seed = 1; seed <= Effort.Draws(5, 1); seed++)
        {
            var (train, test) = kind == "banana" ? (Crescents(300, seed).Table, Crescents(1000, 100 + seed)) : (Applicants(500, seed).Table, Applicants(1000, 100 + seed));
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var result = TableFit.Run(train, test.Table, "y", Settings);
            errors.Add((result.Classification!.Error, test.Best));
            TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
                $"{kind} {seed}: error {result.Classification.Error:P1} where the truth has {test.Best:P1}, {result.Vectors} vectors, width {result.Width:F2}, {result.Relevance!.Search.Count(one => one.IsGivenUp)} of {result.Relevance.Search.Count} widths given up, {clock.Elapsed.TotalSeconds:F1} s"));
            Assert.InRange(result.Vectors!.Value, 1, 40);
        }
        Assert.InRange(errors.Average(one => one.Error) - errors.Average(one => one.Best), -0.01, 0.035);
    }

    private static (Table Table, double Best) Crescents(int count, int seed)
    {
        var random = new Random(seed);
        var wrong = 0;
        var table = Of(["a", "b", "y"], [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (x, side) = (4 * random.NextDouble() - 2, random.Next(2));
            var height = x * x - 2 + (side == 0 ? 1 : -1) + 0.9 * Normal(random);
            // At the same x the nearer of two parallel curves is the more probable.
            wrong += height - (x * x - 2) > 0 == (side == 0) ? 0 : 1;
            return (string[])[Text(x), Text(height), side == 0 ? "up" : "down"];
        })]);
        return (table, (double)wrong / count);
    }

    private static (Table Table, double Best) Applicants(int count, int seed)
    {
        var (random, shape) = (new Random(seed), new Random(7));
        var weights = Enumerable.Range(0, 24).Select(i => i < 8 ? Normal(shape) / 2 : 0).ToArray();
        var wrong = 0;
        var table = Of([.. Enumerable.Range(0, 24).Select(i => $"x{i}"), "y"], [.. Enumerable.Range(0, count).Select(_ =>
        {
            var x = Enumerable.Range(0, 24).Select(i => (double)random.Next(i % 3 == 0 ? 2 : 5)).ToArray();
            var logit = x.Zip(weights, (value, weight) => value * weight).Sum() - weights.Select((weight, i) => weight * (i % 3 == 0 ? 0.5 : 2)).Sum() + 0.7;
            var isGood = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
            wrong += logit > 0 == isGood ? 0 : 1;
            return (string[])[.. x.Select(Text), isGood ? "good" : "bad"];
        })]);
        return (table, (double)wrong / count);
    }

    private static double Normal(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static TableResult Fit(WidthChoice by, Table train, Table test) =>
        TableFit.Run(train, test, "t", Settings with { Classes = false, WidthBy = by });

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
