using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Gradients;

/// <summary>f(z) = z² under N(μ, σ²), differentiated in μ: mean 2μ, variances μ⁴/σ² + 14μ² + 15σ² by the score function and 4σ² by reparameterization.</summary>
public sealed class VarianceTableTests
{
    [Theory, Trait("Speed", "Slow")]
    [InlineData(1, 1, 30, 4)]
    [InlineData(0.5, 1, 18.5625, 4)]
    [InlineData(1, 0.5, 21.75, 1)]
    [InlineData(0, 2, 60, 16)]
    public void ScoreFunction_AndReparameterization(double mean, double scale, double scoreVariance, double pathVariance)
    {
        Assert.Equal(scoreVariance, Math.Pow(mean, 4) / (scale * scale) + 14 * mean * mean + 15 * scale * scale, 1e-12);
        AssertMoments(Gradients(new ScoreFunction(), mean, scale), 2 * mean, scoreVariance, 0.15 * scoreVariance);
        AssertMoments(Gradients(new Pathwise(), mean, scale), 2 * mean, pathVariance, 0.05 * pathVariance);
    }

    /// <summary>b* = E[f s²]/E s² = μ² + 3σ² with s = (z − μ)/σ², and Var = E[(f − b*)² s²] − 4μ²: 14 instead of 30 at μ = σ = 1. The mean of f as the baseline gives 18.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void Baselines_LowerTheVariance_TheOptimalOneMost()
    {
        using var posterior = new Location(1);
        AssertMoments(Gradients(new ScoreFunction(new OptimalBaseline(posterior, new RandomStream(5))), 1, 1, posterior, steps: 30), 2, 14, 2.5);
        AssertMoments(Gradients(new ScoreFunction(new MovingAverageBaseline()), 1, 1, steps: 30), 2, 18, 3);
    }

    [Fact]
    public void StateOfABaseline_OutlivesItsScope_AndMovesOnlyWhileTraining()
    {
        using var baseline = new MovingAverageBaseline(0.5);
        var terms = new LogTerms(new Draw(zeros(1, 1, 1)), zeros(1, 1), new RatioEstimate(null, zeros(1, 1)), default);
        double At(double signal)
        {
            using var scope = NewDisposeScope();
            return baseline.At(terms, full(1, 3, signal, dtype: ScalarType.Float64)).item<double>();
        }

        Assert.Equal(0, At(4));
        Assert.Equal(4, At(1), 1e-15);
        Assert.Equal((0.5 * 1 + 0.25 * 4) / 0.75, At(7), 1e-14);
        baseline.eval();
        var resting = At(100);
        Assert.Equal(resting, At(-100));
        using (no_grad())
        {
            baseline.train();
            Assert.Equal(resting, At(5));
        }
        Assert.Equal(["running.sums"], baseline.state_dict().Keys);
    }

    private static Tensor Gradients(GradientEstimator gradient, double mean, double scale, Location? location = null, int steps = 1)
    {
        var n = Effort.Draws(1_000_000, 200_000);
        var random = new RandomStream(1);
        Tensor? gradients = null;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            gradients?.Dispose();
            var means = full(n, 1, mean, dtype: ScalarType.Float64).requires_grad_();
            // Where a module is asked for its score, every draw's own mean stands beside it.
            var q = Normal.FromLogScale(location is null ? means : means + (location.Mean - mean), full(1, Math.Log(scale), dtype: ScalarType.Float64));
            var draw = gradient.Prepare(q.Sample(random, 1));
            var none = new RatioEstimate(null, zeros(1, n, dtype: ScalarType.Float64));
            var terms = new LogTerms(draw, draw.Value.square().squeeze(-1), none, new Standing(Guarantee.Exact, Weighting.PerDraw), q.LogDensity(draw.Value));
            gradient.Surrogate(terms, PowerMean.OfLogarithms).sum().backward();
            gradients = means.grad!.squeeze(-1).DetachFromDisposeScope();
        }
        return gradients!;
    }

    private static void AssertMoments(Tensor gradients, double mean, double variance, double meaningful)
    {
        MonteCarlo.AssertMean(tensor(mean), gradients, 0.2);
        MonteCarlo.AssertMean(tensor(variance), (gradients - mean).square(), meaningful);
    }

    private sealed class Location : nn.Module
    {
        private readonly TorchSharp.Modules.Parameter mean;

        public Location(double at)
            : base(nameof(Location))
        {
            mean = new(full(1, at, dtype: ScalarType.Float64));
            RegisterComponents();
        }

        public Tensor Mean => mean;
    }
}
