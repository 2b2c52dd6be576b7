using System.Globalization;
using GenerativeVI.Data;

namespace GenerativeVI.Tests.Tables;

/// <summary>Networks fitted to tables, with every posterior over their weights.</summary>
public sealed class NetworkFitTests
{
    // Their numbers bound nothing, or there is none.
    private static readonly WeightPosterior[] WithoutABound = [WeightPosterior.Avb, WeightPosterior.Kivi, WeightPosterior.Ardae];

    public static TheoryData<WeightPosterior> Posteriors => [.. Enum.GetValues<WeightPosterior>()];

    [Theory, MemberData(nameof(Posteriors)), Trait("Speed", "Slow")]
    public void EveryPosterior_LearnsACurve_AndSaysWhatItsBoundIs(WeightPosterior posterior)
    {
        var settings = new TableSettings { Method = TableMethod.Bnn, Classes = false, Posterior = posterior, Hidden = [20], Epochs = 100, Samples = 100 };
        var result = TableFit.Run(Curve(160, 1), Curve(80, 2), "t", settings);
        // Targets 200 sin 2x + 1000 with noise of 10: a deviation of 140, and 120 around the best straight line; implicit posteriors of a hundred epochs stop at half of that, by
        // some more or less as rounding has it.
        Assert.InRange(result.Regression!.RootMeanSquare, 5, 80);
        Assert.InRange(result.Regression.NegativeLogLikelihood, 3, 6);
        Assert.Equal(WithoutABound.Contains(posterior), result.Bound is null);
    }

    /// <summary>Of a hundred rows, longer training raises what is maximized, and costs no likelihood of fresh rows beyond what an optimum near the prior does.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void LongTraining_OfFewRows_RaisesTheBound_AndDoesNotWorsenPredictions()
    {
        TableResult At(int epochs) => TableFit.Run(Rings(120, 1), Rings(400, 2), "kind", new TableSettings { Method = TableMethod.Bnn, Epochs = epochs });
        var (few, many) = (At(60), At(400));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"60 epochs: bound {few.Bound!.Value:F3}, NLL {few.Classification!.NegativeLogLikelihood:F3}; 400: bound {many.Bound!.Value:F3}, NLL {many.Classification!.NegativeLogLikelihood:F3}");
        Assert.True(many.Bound.Value > few.Bound.Value + 0.2);
        Assert.True(many.Classification.NegativeLogLikelihood < few.Classification.NegativeLogLikelihood + 0.02);
        Assert.Equal(0, many.Classification.Error, 0.02);
    }

    /// <summary>w̃ as one number, one a layer and one a weight is one prior; another w̃ is another bound; learned ones are told by layer.</summary>
    [Fact]
    public void PriorMean_OfLayers_IsGivenInThreeWays_OrLearned()
    {
        TableResult Of(LayerPrior prior, IReadOnlyList<double>? mean, bool learned = false) => TableFit.Run(
            Rings(60, 1), Rings(40, 2), "kind",
            new TableSettings { Method = TableMethod.Bnn, Hidden = [3], Epochs = 3, Samples = 20, Prior = prior, PriorMean = mean, LearnsPriorMean = learned });
        const int weights = 3 * (2 + 1) + 2 * (3 + 1);
        foreach (var prior in (LayerPrior[])[LayerPrior.Gaussian, LayerPrior.Ard, LayerPrior.GroupArd])
        {
            var one = Of(prior, [0.4]).Bound!.Value;
            Assert.Equal(one, Of(prior, [0.4, 0.4]).Bound!.Value);
            Assert.Equal(one, Of(prior, [.. Enumerable.Repeat(0.4, weights)]).Bound!.Value);
            Assert.NotEqual(one, Of(prior, null).Bound!.Value);
            Assert.NotEqual(one, Of(prior, [0.4, 0]).Bound!.Value);
        }
        var found = Of(LayerPrior.Gaussian, null, learned: true);
        Assert.Equal(2, found.PriorMean.Count);
        Assert.Equal(Ratios.Guarantee.Lower, found.Bound!.Guarantee);
        Assert.StartsWith(
            $"prior mean: expected one number, 2 for as many layers, or {weights} for as many weights and biases, got 3.",
            Assert.Throws<ArgumentException>(() => Of(LayerPrior.Gaussian, [1, 2, 3])).Message);
        Assert.Contains("is around 0", Assert.Throws<ArgumentException>(() => Of(LayerPrior.Horseshoe, [1])).Message);
        Assert.Contains("it is learned for the Gaussian prior", Assert.Throws<ArgumentException>(() => Of(LayerPrior.Ard, null, learned: true)).Message);
    }

    private static Table Curve(int count, int seed)
    {
        var random = new Random(seed);
        return Of(["x", "t"], Enumerable.Range(0, count).Select(_ => random.NextDouble() * 4).Select(x => new[] { x, 1000 + 200 * Math.Sin(2 * x) + 10 * Noise(random) }));
    }

    private static Table Rings(int count, int seed)
    {
        var random = new Random(seed);
        return Of(["x", "y", "kind"], Enumerable.Range(0, count).Select(i =>
        {
            var (angle, radius) = (random.NextDouble() * 2 * Math.PI, (i % 2 == 0 ? 1 : 2.2) + 0.25 * (random.NextDouble() - 0.5));
            return new[] { radius * Math.Cos(angle), radius * Math.Sin(angle), i % 2 };
        }));
    }

    private static Table Of(string[] header, IEnumerable<double[]> rows)
    {
        string[][] cells = [.. rows.Select(row => row.Select(value => value.ToString(CultureInfo.InvariantCulture)).ToArray())];
        return new Table("table", header, cells, [.. cells.Select((_, i) => i + 2L)]);
    }

    private static double Noise(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
}
