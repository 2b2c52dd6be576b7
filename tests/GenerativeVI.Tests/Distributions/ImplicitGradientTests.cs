using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Distributions;

public sealed class ImplicitGradientTests
{
    /// <summary>−∂_a P(a, x)/p(x; a) with P from torch, by Richardson's extrapolation of central differences.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(8)]
    [InlineData(60)]
    [InlineData(900)]
    [InlineData(9_900)]
    [InlineData(12_000)]
    public void DerivativeOfAGammaDraw_IsThatOfItsQuantile(double a)
    {
        var concentration = full([400], a, dtype: ScalarType.Float64).requires_grad_();
        var draws = Gamma.FromLogarithms(concentration.log(), zeros_like(concentration)).Sample(new RandomStream(1)).Value;
        var derivative = autograd.grad([draws.sum()], [concentration])[0];
        var x = draws.detach();
        Tensor Difference(double h) => (special.gammainc(full_like(x, a + h), x) - special.gammainc(full_like(x, a - h), x)) / (2 * h);
        var step = 2e-3 * Math.Sqrt(a) * Math.Min(1, Math.Sqrt(a));
        var slope = (4 * Difference(step) - Difference(2 * step)) / 3;
        var expected = -slope * (x - (a - 1) * x.log() + lgamma(tensor(a))).exp();
        // Where x is in a tail, torch's P has few digits of what is left of 0 or 1.
        var p = special.gammainc(full_like(x, a), x);
        var inside = p.gt(1e-3).logical_and(p.lt(1 - 1e-3));
        Assert.True(inside.sum().item<long>() > 300);
        Close.AssertAll(expected[inside], derivative[inside], 2e-7);
    }

    /// <summary>∂x/∂a at a fixed P(a, x), by differences of the incomplete gamma function in arithmetic of 60 digits, in the bulk and far out in both tails.</summary>
    [Theory]
    [InlineData(0.01, 1e-30, 6.85166673319527e-27)]
    [InlineData(0.01, 0.5, 46.679279405150682)]
    [InlineData(0.5, 1e-06, 2.7704020422116588e-5)]
    [InlineData(0.5, 0.3, 1.0098019459488546)]
    [InlineData(0.5, 20, 4.8891717729440829)]
    [InlineData(1, 0.01, 0.05055692236986734)]
    [InlineData(1, 1, 1.1735630272247269)]
    [InlineData(1, 40, 4.2904992340950977)]
    [InlineData(3, 0.001, 0.0027219922821392068)]
    [InlineData(3, 2.5, 0.96336182883997331)]
    [InlineData(3, 4.5, 1.2858613014016276)]
    [InlineData(3, 60, 3.2965499891059945)]
    [InlineData(50, 20, 0.61284322044391147)]
    [InlineData(50, 50, 1.0033399232497838)]
    [InlineData(50, 51.5, 1.018241740404017)]
    [InlineData(50, 120, 1.5056950819658096)]
    [InlineData(2000, 1800, 0.94832363581564326)]
    [InlineData(2000, 2000, 1.0000833374988093)]
    [InlineData(2000, 2300, 1.0715974638940521)]
    [InlineData(9990, 10200, 1.0104544851432749)]
    [InlineData(15000, 14500, 0.98315592208117482)]
    [InlineData(15000, 15600, 1.0197498719096175)]
    public void DerivativeOfTheQuantile_IsTheGoldenValue(double a, double x, double expected)
    {
        // P(a, x) at a fixed x, as a Gamma(a, 1) distribution function: its gradient in a is −p ∂x/∂a.
        var logConcentration = tensor(new[] { Math.Log(a) }).requires_grad_();
        var gamma = Gamma.FromLogarithms(logConcentration, zeros(1, dtype: ScalarType.Float64));
        var value = tensor(new[] { x });
        var slope = autograd.grad([gamma.Cdf(value).sum()], [logConcentration])[0].item<double>() / a;
        var density = Math.Exp(gamma.LogDensity(value).item<double>());
        Assert.Equal(1, -slope / density / expected, a > 1e4 ? 1e-8 : 1e-10);
    }

    [Fact]
    public void SecondDerivative_IsRefused()
    {
        var concentration = full([3], 2.0, dtype: ScalarType.Float64).requires_grad_();
        var draws = Gamma.FromLogarithms(concentration.log(), zeros_like(concentration)).Sample(new RandomStream(1)).Value;
        Assert.True(autograd.grad([draws.sum()], [concentration], retain_graph: true, create_graph: true)[0].isnan().all().item<bool>());
        var error = Assert.Throws<InvalidOperationException>(() => Gamma.FromLogarithms(concentration.log(), zeros_like(concentration)).Sample(new RandomStream(1)));
        Assert.Contains("once only", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Of one component the implicit gradient is the explicit one: dz/dμ = 1, dz/d log σ = z − μ.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void MixtureOfEqualComponents_HasTheExplicitGradient(int components)
    {
        var (mean, logScale) = (tensor(new[] { 0.3, -1.0, 0.5 }), tensor(new[] { -0.2, 0.4, 0.1 }));
        var (means, logScales) = (mean.expand(components, 3).clone().requires_grad_(), logScale.expand(components, 3).clone().requires_grad_());
        var logits = new RandomStream(3).Normal([components], ScalarType.Float64).requires_grad_();
        var draw = new ReparameterizedMixture<Normal>(logits, Normal.FromLogScale(means, logScales)).Sample(new RandomStream(2)).Value;
        var weights = tensor(new[] { 1.0, -2.0, 0.5 });
        (draw * weights).sum().backward();
        Close.AssertAll(weights, means.grad!.sum(dim: 0), 1e-12);
        Close.AssertAll(weights * (draw.detach() - mean), logScales.grad!.sum(dim: 0), 1e-12);
        Close.AssertAll(zeros_like(logits), logits.grad!, 1e-12);
    }

    /// <summary>At a fixed u the bounds of a uniform distribution move its draws: ∂z/∂b = u = (z − a)/(b − a).</summary>
    [Fact]
    public void UniformDraw_MovesWithItsBounds()
    {
        var (low, high) = (tensor(new[] { -1.0, 2.0 }).requires_grad_(), tensor(new[] { 0.5, 5.0 }).requires_grad_());
        var draw = new Uniform(low, high).Sample(new RandomStream(4)).Value;
        draw.sum().backward();
        var share = (draw.detach() - low.detach()) / (high - low).detach();
        Close.AssertAll(share, high.grad!, 1e-14);
        Close.AssertAll(1 - share, low.grad!, 1e-14);
    }

    /// <summary>∂_b E|z − μ| = 1 for Laplace(μ, b), and the kink does not move under common noise: z = μ + b ε.</summary>
    [Fact]
    public void LaplaceDraw_IsAffine()
    {
        var (location, logScale) = (tensor(new[] { -1.0, 2.0 }).requires_grad_(), tensor(new[] { 0.5, -0.3 }).requires_grad_());
        var draw = Laplace.FromLogScale(location, logScale).Sample(new RandomStream(4)).Value;
        draw.sum().backward();
        Close.AssertAll(ones_like(location), location.grad!, 1e-14);
        Close.AssertAll(draw.detach() - location.detach(), logScale.grad!, 1e-14);
    }

    /// <summary>With concentrations near 0 the draws of a beta distribution round to 0 and 1; what they bring along is their log-density before that.</summary>
    [Fact]
    public void BetaDrawsAtTheEdge_BringFiniteLogDensities()
    {
        var concentrations = full([200], -5f).requires_grad_();
        var draw = Beta.FromLogarithms(concentrations, concentrations).Sample(new RandomStream(6), 50);
        Assert.True(draw.Value.eq(1).any().item<bool>());
        Assert.True(draw.LogDensity!.isfinite().all().item<bool>());
        draw.LogDensity.sum().backward();
        Assert.True(concentrations.grad!.isfinite().all().item<bool>());
    }
}
