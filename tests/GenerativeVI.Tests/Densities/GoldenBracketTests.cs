using GenerativeVI.Densities;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Densities;

/// <summary>The golden values of Gaussian mixing of a Gaussian kernel, T1: every number was found by another program.</summary>
public sealed class GoldenBracketTests
{
    private static readonly GaussianMixing Toy = GaussianMixing.T1;

    [Theory]
    [InlineData(0, 0.725791, 0)]
    [InlineData(1, 1.0550, 0.0005)]
    [InlineData(2, 1.1900, 0.0005)]
    [InlineData(4, 1.3101, 0.0005)]
    [InlineData(8, 1.3996, 0.0005)]
    [InlineData(16, 1.4562, 0.0005)]
    [InlineData(32, 1.4905, 0.0005)]
    [InlineData(64, 1.5089, 0.0005)]
    public void UpperSideOfMixingSamples_IsTheLowerBoundOfTheEntropy(int samples, double golden, double goldenError)
    {
        var (_, upper, _) = Sides(samples, Effort.Draws(400_000, 20_000));
        AssertGolden(golden, goldenError, -upper);
    }

    [Theory]
    [InlineData(1, 4.725791, 0)]
    [InlineData(2, 2.857, 0.002)]
    [InlineData(4, 2.0817, 0.001)]
    [InlineData(8, 1.7705, 0.0007)]
    [InlineData(16, 1.6416, 0.0006)]
    [InlineData(32, 1.5828, 0.0006)]
    [InlineData(64, 1.5558, 0.0006)]
    public void LowerSideOfMixingSamples_IsTheUpperBoundOfTheEntropy(int samples, double golden, double goldenError)
    {
        // The fewer samples, the heavier the tail, and the cheaper a draw.
        var (lower, _, _) = Sides(samples, Effort.Draws(400_000, samples < 4 ? 100_000 : 20_000));
        AssertGolden(golden, goldenError, -lower);
    }

    [Theory]
    [InlineData(0.8, 0.2, 1.530510)]
    [InlineData(0, 1, 0.725791)]
    [InlineData(0.5, 0.5, 1.259865)]
    public void ReverseModelWithoutSamples_IsTheHierarchicalBound(double slope, double variance, double golden)
    {
        var q = Toy.Distribution;
        var draw = q.Sample(new RandomStream(1), Effort.Draws(400_000, 20_000));
        AssertGolden(golden, 5e-7, -GaussianMixing.Reverse(0, slope, 0, variance).Upper(q, draw, new RandomStream(2)));
    }

    [Fact, Trait("Speed", "Slow")]
    public void Gaps_ShrinkAtTheGoldenRates()
    {
        var (lower, upper) = (new List<double>(), new List<double>());
        foreach (var samples in (int[])[16, 32, 64])
        {
            using var scope = NewDisposeScope();
            var (below, above, exact) = Sides(samples, Effort.Draws(1_000_000, 400_000));
            lower.Add((exact - below).mean().item<double>());
            upper.Add((above - exact).mean().item<double>());
        }
        Assert.InRange(Slope(upper), -0.92, -0.86);
        Assert.InRange(Slope(lower), -1.10, -1.04);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void ReverseModel_IsExactUnderTheTrueReverse(int samples)
    {
        var q = Toy.Distribution;
        var draw = q.Sample(new RandomStream(3), 500);
        var exact = Toy.Marginal.LogDensity(draw.Value);
        var bracket = Toy.TrueReverse(samples);
        Close.AssertAll(exact, bracket.Upper(q, draw, new RandomStream(4)), 1e-12);
        if (samples > 0) Close.AssertAll(exact, bracket.Lower(q, draw.Value, new RandomStream(5)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void ReverseModelThatIsTheMixingDistribution_IsMixingSamples(int samples)
    {
        var q = Toy.Distribution;
        var draw = q.Sample(new RandomStream(6), 200);
        // The reverse draws are those of N(0, 1) from the same stream, whatever z is.
        var (mixing, reverse) = (new MixingSamples(samples, Sharing.Draw), GaussianMixing.Reverse(samples, 0, 0, 1));
        Close.AssertAll(mixing.Upper(q, draw, new RandomStream(7)), reverse.Upper(q, draw, new RandomStream(7)), 1e-12);
        if (samples > 0) Close.AssertAll(mixing.Lower(q, draw.Value, new RandomStream(8)), reverse.Lower(q, draw.Value, new RandomStream(8)), 1e-12);
    }

    private static (Tensor Lower, Tensor Upper, Tensor Exact) Sides(int samples, int draws)
    {
        var q = Toy.Distribution;
        var draw = q.Sample(new RandomStream(1), draws);
        var bracket = new MixingSamples(samples, Sharing.Draw, 1 << 22);
        var lower = samples > 0 ? bracket.Lower(q, draw.Value, new RandomStream(2)) : zeros(1);
        return (lower, bracket.Upper(q, draw, new RandomStream(3)), Toy.Marginal.LogDensity(draw.Value));
    }

    private static void AssertGolden(double golden, double goldenError, Tensor draws)
    {
        var error = draws.std().item<double>() / Math.Sqrt(draws.NumberOfElements);
        // Rounded to the last digit given.
        MonteCarlo.AssertMean(golden, draws.mean().item<double>(), Math.Sqrt(error * error + goldenError * goldenError) + 1e-7, 0.2);
    }

    // Of log gap over log K at K = 16, 32, 64: the end points of three equidistant ones decide.
    private static double Slope(List<double> gaps) => Math.Log(gaps[2] / gaps[0]) / Math.Log(4);
}
