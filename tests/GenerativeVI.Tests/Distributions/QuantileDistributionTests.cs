using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Distributions;

public sealed class QuantileDistributionTests
{
    /// <summary>F⁻¹(u) = b (1 − (1 − u)^{1/a})^{1/c}, of Kumaraswamy on (0, b): density and distribution function are known, and the support ends.</summary>
    [Fact]
    public void DensityAndCdf_AreThoseOfTheInverse_WithGradients()
    {
        var (a, b, c) = (2.5, 3.0, 1.7);
        var scale = tensor(b).requires_grad_();
        var distribution = new QuantileDistribution(u => scale * (1 - (1 - u).pow(1 / a)).pow(1 / c), [1]);
        var z = (linspace(0.02, 0.98, 25, dtype: ScalarType.Float64) * b).unsqueeze(-1).requires_grad_();
        Tensor Exact(Tensor at, Tensor of) => (a * c / of * (at / of).pow(c - 1) * (1 - (at / of).pow(c)).pow(a - 1)).log();
        var (log, exact) = (distribution.LogDensity(z), Exact(z, scale).squeeze(-1));
        Close.AssertAll(exact, log, 1e-10);
        foreach (var input in (Tensor[])[z, scale])
            Close.AssertAll(autograd.grad([exact.sum()], [input], retain_graph: true)[0], autograd.grad([log.sum()], [input], retain_graph: true)[0], 1e-7);
        var cdf = distribution.Cdf(z);
        Close.AssertAll(1 - (1 - (z / b).pow(c)).pow(a), cdf, 1e-12);
        Close.AssertAll(exact.exp(), autograd.grad([cdf.sum()], [z])[0].squeeze(-1), 1e-9);
        var outside = tensor(new[] { -0.1, 3.1 }).unsqueeze(-1);
        Assert.All(distribution.LogDensity(outside).data<double>().ToArray(), value => Assert.Equal(double.NegativeInfinity, value));
        Close.AssertAll(tensor(new[] { 0.0, 1 }).unsqueeze(-1), distribution.Cdf(outside), 0);
        using (no_grad()) Assert.False(distribution.LogDensity(z).requires_grad);
        // Through draws the gradient of E z in b is E z / b.
        var draws = distribution.Sample(new RandomStream(1), 1000).Value;
        Assert.Equal((draws.mean() / b).item<double>(), autograd.grad([draws.mean()], [scale])[0].item<double>(), 1e-12);
    }

    [Fact]
    public void FunctionsThatAreNoQuantiles_AreNamed()
    {
        Assert.StartsWith("quantile: expected a function that rises with the probability, but between 0.499 and 0.501",
            Assert.Throws<ArgumentException>(() => new QuantileDistribution(u => where(u < 0.5, u, u - 0.4), [2])).Message);
        Assert.StartsWith("quantile: expected [400, 2], got [400, 1]", Assert.Throws<ArgumentException>(() => new QuantileDistribution(u => u.narrow(-1, 0, 1), [2])).Message);
        Assert.StartsWith("quantile: expected finite values", Assert.Throws<ArgumentException>(() => new QuantileDistribution(u => (u - 0.6).log(), [2])).Message);
    }
}
