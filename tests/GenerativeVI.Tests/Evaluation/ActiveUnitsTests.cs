using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>On q(z|x) = N(a ∘ x, I) for standard normal x: the variance of the posterior mean is a².</summary>
public sealed class ActiveUnitsTests
{
    private static readonly double[] Slopes = [0, 0.05, 0.2, 1];

    [Fact]
    public void Variances_AreThoseOfTheMeans()
    {
        // Of 1, 2, 4 the mean is 7/3, and the variance (16/9 + 1/9 + 25/9) / 2.
        var units = ActiveUnits.Of(tensor(new double[,] { { 1, 5 }, { 2, 5 }, { 4, 5 } }));
        Assert.Equal(7.0 / 3, units.Variances[0], 1e-14);
        Assert.Equal((0, 3L, 1), (units.Variances[1], units.Rows, units.Count));
    }

    [Fact]
    public void AUnit_IsActiveWhereItsMeanVariesByMoreThanAHundredth()
    {
        using var data = Data(2000);
        var units = ActiveUnits.Of(new Known(), data, new RandomStream(1), rows: 2000);
        Assert.Equal((2, 2000L), (units.Count, units.Rows));
        foreach (var (slope, variance) in Slopes.Zip(units.Variances)) Assert.InRange(variance, 0.8 * slope * slope, 1.25 * slope * slope);
    }

    /// <summary>Without the correction, 20 draws of unit variance would add 0.05 to each and make every unit active.</summary>
    [Fact]
    public void WithoutAKnownMean_TheSpreadOfTheDrawsIsTakenOff()
    {
        const int repeats = 200;
        using var data = Data(100);
        var exact = ActiveUnits.Of(new Known(), data, new RandomStream(1)).Variances;
        var random = new RandomStream(2);
        var estimates = Enumerable.Range(0, repeats).Select(_ => ActiveUnits.Of(new Drawn(), data, random).Variances).ToArray();
        for (var unit = 0; unit < Slopes.Length; unit++)
        {
            var estimate = Estimate.Of([.. estimates.Select(e => e[unit])], Ratios.Guarantee.Unbiased, repeats);
            MonteCarlo.AssertMean(exact[unit], estimate.Value, estimate.StandardError, 0.03);
        }
    }

    [Fact]
    public void ASingleRow_VariesByNothing() => Assert.Equal([0, 0], ActiveUnits.Of(ones(1, 2)).Variances);

    [Fact]
    public void TooFew_AreRefused()
    {
        using var data = Data(3);
        Assert.Contains("expected at least 1 row", Assert.Throws<ArgumentException>(() => ActiveUnits.Of(zeros(0, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("samples: expected at least 2, got 1.", Assert.Throws<ArgumentOutOfRangeException>(() => ActiveUnits.Of(new Drawn(), data, new RandomStream(1), samples: 1)).Message, StringComparison.Ordinal);
    }

    private static TensorData Data(long rows) => new(new RandomStream(7).Normal([rows, Slopes.Length], ScalarType.Float64));

    private sealed class Known : IConditional<Normal>
    {
        public Normal At(Inputs inputs) => Normal.FromLogScale(inputs.Value * tensor(Slopes), zeros_like(inputs.Value));
    }

    /// <summary>The same posterior as something that can only be drawn from.</summary>
    private sealed class Drawn : IConditional<ISampler>
    {
        public ISampler At(Inputs inputs) => new Sampler(new Known().At(inputs));
    }

    private sealed class Sampler(Normal normal) : ISampler
    {
        public long[] BatchShape => normal.BatchShape;

        public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => normal.Sample(random, shape);
    }
}
