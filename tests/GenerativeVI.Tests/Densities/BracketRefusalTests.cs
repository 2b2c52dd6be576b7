using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Densities;

public sealed class BracketRefusalTests
{
    private static readonly SemiImplicit<Normal> Q = GaussianMixing.T1.Distribution;

    [Fact]
    public void LowerSideWithoutSamples_IsRefused()
    {
        var z = Q.Sample(new RandomStream(1), 3).Value;
        Assert.Equal("the lower side of mixing samples is a mean over K draws: expected K of at least 1, got 0.",
            Assert.Throws<InvalidOperationException>(() => new MixingSamples(0).Lower(Q, z, new RandomStream(2))).Message);
        Assert.Equal("the lower side of a reverse model is a mean over K draws: expected K of at least 1, got 0.",
            Assert.Throws<InvalidOperationException>(() => GaussianMixing.T1.TrueReverse(0).Lower(Q, z, new RandomStream(2))).Message);
    }

    [Fact]
    public void NegativeSamples_AreRefused()
    {
        Assert.StartsWith("mixing samples: expected at least 0, got -1.", Assert.Throws<ArgumentOutOfRangeException>(() => new MixingSamples(-1)).Message);
        Assert.StartsWith("reverse samples: expected at least 0, got -1.", Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMixing.T1.TrueReverse(-1)).Message);
    }

    [Fact]
    public void UpperSideOfADrawWithoutItsMixing_IsRefused()
    {
        var draw = new Draw(zeros(3, 1, 1, dtype: ScalarType.Float64));
        const string message = "the upper side of a bracket needs the ψ that made z, and this draw does not know it; draw z from the semi-implicit distribution itself.";
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new MixingSamples(2).Upper(Q, draw, new RandomStream(1))).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => GaussianMixing.T1.TrueReverse(2).Upper(Q, draw, new RandomStream(1))).Message);
    }

    [Fact]
    public void NaiveRatio_IsReported_AndNeverTrainedOn()
    {
        var mean = zeros(1, dtype: ScalarType.Float64).requires_grad_();
        var q = new SemiImplicit<Normal>(Normal.FromLogScale(mean, zeros(1, dtype: ScalarType.Float64)), psi => Normal.FromLogScale(psi, zeros(1, dtype: ScalarType.Float64)), [1]);
        var ratio = new NaiveRatio<IDistribution, ISemiImplicit<ISampler>>(new ExactDensity(), new MixingSamples(2));
        Assert.Equal(Guarantee.Upper, ratio.Standing.Guarantee);
        var draw = q.Sample(new RandomStream(1), 3);
        Assert.Equal("an upper bound is reported and never maximized: train with BracketedRatio, and evaluate this one under no_grad().",
            Assert.Throws<InvalidOperationException>(() => ratio.Estimate(GaussianMixing.T1.Marginal, q, draw, new RandomStream(2))).Message);
        using var _ = no_grad();
        Assert.Equal([3, 1], ratio.Estimate(GaussianMixing.T1.Marginal, q, q.Sample(new RandomStream(1), 3), new RandomStream(2)).Value!.shape);
    }

    [Fact]
    public void NaiveRatioOfABracketedPrior_IsRefused() =>
        Assert.StartsWith("an upper bound of the log-ratio needs an exact prior: a bracketed one is bounded from below only.",
            Assert.Throws<ArgumentException>(() => new NaiveRatio<ISemiImplicit<ISampler>, ISemiImplicit<ISampler>>(new MixingSamples(2), new MixingSamples(2))).Message);

    [Fact]
    public void GradientThatWouldEndInABernoulliKernel_IsRefused()
    {
        var q = new SemiImplicit<Normal>(Normal.FromLogScale(zeros(2).requires_grad_(), zeros(2)), psi => new Bernoulli(psi));
        Assert.Equal("draws of the kernel Bernoulli carry no gradient to ψ; take a reparameterized kernel, or draw under no_grad().",
            Assert.Throws<InvalidOperationException>(() => q.Sample(new RandomStream(1), 3)).Message);
    }

    [Fact]
    public void BatchShapesThatDoNotFit_AreRefused() =>
        Assert.Equal("a semi-implicit distribution's batch shape ends with that of its mixing distribution: got [3] and [2].",
            Assert.Throws<ArgumentException>(() => new SemiImplicit<Normal>(Normal.FromLogScale(zeros(2, 1), zeros(2, 1)), psi => Normal.FromLogScale(psi, zeros(1)), [3])).Message);
}
