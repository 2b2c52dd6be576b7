using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Gradients;

/// <summary>What sticking the landing and double reparameterization promise beyond an unbiased mean.</summary>
public sealed class LandingTests
{
    [Fact]
    public void AtThePosterior_EveryDrawsGradientIsZero_AndThePathwiseOneIsNot()
    {
        foreach (var objective in new IObjective[] { new Elbo(1, new StickingTheLanding()), new Elbo(3, new DoublyReparameterized()), new ImportanceWeighted(5, new DoublyReparameterized()) })
            Assert.All(Gradients(objective, AtPosterior), gradient => Assert.True(gradient.abs().max().item<double>() < 1e-14));
        Assert.All(Gradients(new Elbo(), AtPosterior), gradient => Assert.True(gradient.std().item<double>() > 0.1));
    }

    [Fact]
    public void LeaveOneOut_AtThePosterior_HasNoVarianceEither()
    {
        foreach (var objective in new IObjective[] { new Elbo(3, new ScoreFunction(new LeaveOneOutBaseline())), new ImportanceWeighted(4, new Vimco()) })
            Assert.All(Gradients(objective, AtPosterior), gradient => Assert.True(gradient.abs().max().item<double>() < 1e-13));
    }

    [Fact]
    public void ForTheElbo_BothAreTheSameGradient_AtEveryDraw()
    {
        var (landing, doubly) = (Gradients(new Elbo(3, new StickingTheLanding()), Elsewhere), Gradients(new Elbo(3, new DoublyReparameterized()), Elsewhere));
        for (var i = 0; i < landing.Length; i++) Close.AssertAll(landing[i], doubly[i], 1e-13);
    }

    /// <summary>Σ_s w̄_s² (∂ log w_s/∂z_s) ∂z_s/∂λ, written out for the conjugate Gaussian model.</summary>
    [Fact]
    public void ForImportanceWeights_DrawsCountByTheSquaresOfTheirNormalizedWeights()
    {
        var gradients = Gradients(new ImportanceWeighted(5, new DoublyReparameterized()), Elsewhere);
        var x = X();
        var q = Normal.FromLogScale(full_like(x, 0.2), full_like(x, -0.3));
        var z = q.Sample(new RandomStream(1).Split("latent"), 5).Value; // [5, B, 1]
        var logWeights = z.square().mul(-0.5) - (x - z).square().mul(0.5) - q.LogDensity(z).unsqueeze(-1);
        var squares = logWeights.softmax(0).square();
        var slope = -z + (x - z) + (z - q.Mean) / q.Scale.square();
        Close.AssertAll((squares * slope).sum(dim: 0), gradients[0], 1e-12);
        Close.AssertAll((squares * slope * (z - q.Mean)).sum(dim: 0), gradients[1], 1e-12);
    }

    /// <summary>Rainforth+ 2018: the signal-to-noise ratio of the encoder's pathwise gradient falls like 1/√S; Tucker+ 2019: the doubly reparameterized one's does not.</summary>
    [Fact]
    public void SignalToNoise_FallsWithTheDraws_ForThePathwiseGradientAlone()
    {
        double Ratio(int samples, GradientEstimator estimator)
        {
            var gradient = Gradients(new ImportanceWeighted(samples, estimator), Elsewhere)[0];
            return Math.Abs(gradient.mean().item<double>()) / gradient.std().item<double>();
        }

        Assert.True(Ratio(64, new Pathwise()) < 0.5 * Ratio(4, new Pathwise()));
        Assert.True(Ratio(64, new DoublyReparameterized()) > 1.2 * Ratio(4, new DoublyReparameterized()));
    }

    private static Tensor X() => full(2000, 1, 1.5, dtype: ScalarType.Float64);

    private static (double Mean, double LogScale) AtPosterior => (0.75, -0.5 * Math.Log(2));

    private static (double Mean, double LogScale) Elsewhere => (0.2, -0.3);

    /// <summary>Every row's own gradient in μ and log σ.</summary>
    private static Tensor[] Gradients(IObjective objective, (double Mean, double LogScale) at)
    {
        var x = X();
        var (mean, logScale) = (full_like(x, at.Mean).requires_grad_(), full_like(x, at.LogScale).requires_grad_());
        var bound = objective.Evaluate(ConjugateGaussian.Model(_ => Normal.FromLogScale(mean, logScale)), new Batch(x, null, arange(x.shape[0]), x.shape[0]), new RandomStream(1));
        (bound.Surrogate * x.shape[0]).backward();
        return [mean.grad!, logScale.grad!];
    }
}
