using GenerativeVI.Evaluation;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>On generalized Pareto variables x = σ (u⁻ᵏ − 1)/k, u uniform, whose shape is known.</summary>
public sealed class ParetoTailTests
{
    [Theory, Trait("Speed", "Slow")]
    [InlineData(-0.3)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(1.5)]
    public void Fit_FindsTheShapeAndScale(double shape)
    {
        const int n = 2000;
        const double scale = 3;
        var repeats = Effort.Draws(400, 100);
        var random = new Random(7);
        var fits = Enumerable.Range(0, repeats).Select(_ => ParetoTail.Fit(Sample(random, n, shape, scale))).ToArray();
        // The posterior mean of the grid has a bias of its own, of order 1/n.
        var bias = 10.0 / n;
        MonteCarlo.AssertMean(shape, fits.Average(f => f.Shape), Error(fits.Select(f => f.Shape)) + bias, 0.1);
        MonteCarlo.AssertMean(scale, fits.Average(f => f.Scale), Error(fits.Select(f => f.Scale)) + bias, 0.25);
        // As precise as maximum likelihood can be, for k > −½: standard deviation (1 + k)/√n.
        Assert.InRange(Error(fits.Select(f => f.Shape)) * Math.Sqrt(repeats), 0.7 * (1 + shape) / Math.Sqrt(n), 1.4 * (1 + shape) / Math.Sqrt(n));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Shape_OfWeights_DoesNotDependOnOrderOrScale(double shape)
    {
        double[] weights = Sample(new Random(3), 5000, shape, 1).Select(x => Math.Log(x)).ToArray();
        var k = ParetoTail.Shape(weights);
        Assert.Equal(k, ParetoTail.Shape(weights.AsEnumerable().Reverse().Select(w => w + 700).ToArray()), 1e-9);
        // The tail of a generalized Pareto distribution has its shape; 213 of its points know it to (1 + k)/√213, less what is drawn towards ½.
        Assert.InRange(k, shape - 5 * (1 + shape) / Math.Sqrt(213), shape + 5 * (1 + shape) / Math.Sqrt(213));
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(100, 20)]
    [InlineData(225, 45)]
    [InlineData(5000, 213)]
    public void Length_IsTheSmallerOfAFifthAndThreeRoots(int samples, int length) => Assert.Equal(length, ParetoTail.Length(samples));

    [Fact]
    public void TooFewWeightsOrEqualOnes_HaveNoShape()
    {
        Assert.True(double.IsNaN(ParetoTail.Shape([-1.0, -2, -3])));
        Assert.True(double.IsNaN(ParetoTail.Shape(new double[1000])));
    }

    private static double[] Sample(Random random, int count, double shape, double scale) =>
        [.. Enumerable.Range(0, count).Select(_ => scale * (Math.Pow(1 - random.NextDouble(), -shape) - 1) / shape).Order()];

    private static double Error(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1) / all.Length);
    }
}
