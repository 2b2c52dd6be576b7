using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Densities;

/// <summary>Mixing samples with nothing left to chance: every choice of three atoms for ψ⁰ … ψᴷ, and quadrature in z.</summary>
public sealed class EnumeratedBracketTests
{
    private const double Step = 0.01;

    // f is narrower than every kernel, so that the weights are bounded.
    private static readonly Normal F = Normal.FromLogScale(full(1, 0.2, dtype: ScalarType.Float64), full(1, Math.Log(0.3), dtype: ScalarType.Float64));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void WeightOfTheUpperSide_IsUnbiased(int samples)
    {
        // ∫ f(z) q(z|ψ⁰) / [1/(K+1) Σ q(z|ψᵏ)] dz over every choice, which is ∫ f = 1.
        var integral = Integrate(z => F.LogDensity(z).exp(), samples, (q, draw) =>
            (q.Kernel(draw.Mixing!).LogDensity(draw.Value) - new MixingSamples(samples, Sharing.Draw).Upper(q, draw, new RandomStream(1))).exp());
        Assert.Equal(1, integral, 1e-10);
    }

    /// <summary>
    /// What sharing ψ¹ … ψᴷ costs. The mean weight is right whatever shares them. But the mean of a row's many weights tends to E[w|ψ¹ … ψᴷ] and not to p(x), its logarithm to a number below; and
    /// of two rows that share them E Ẑ₁Ẑ₂ is above p(x₁) p(x₂), which a certificate's inequality does not survive.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void SharedMixing_KeepsTheMeanWeight_AndNeitherItsLimitNorTheProductOfRows(int samples)
    {
        var points = arange(-7, 8, Step, dtype: ScalarType.Float64);
        var (probability, given) = ThreeAtoms.ExpectGivenFresh(samples, points, (q, draw) =>
            (q.Kernel(draw.Mixing!).LogDensity(draw.Value) - new MixingSamples(samples, Sharing.Draw).Upper(q, draw, new RandomStream(1))).exp());
        var mean = (given * F.LogDensity(points.unsqueeze(-1).unsqueeze(-1)).exp().squeeze(-1)).sum(1L) * Step; // E[w|ψ¹ … ψᴷ], p(x) = 1
        double Expect(Tensor of) => (probability * of).sum().item<double>();
        Assert.Equal(1, Expect(ones_like(mean)), 1e-12);
        Assert.Equal(1, Expect(mean), 1e-10);
        Assert.True(Expect(mean.log()) < -0.01, $"{Expect(mean.log())}");
        Assert.True(Expect(mean.square()) > 1.02, $"{Expect(mean.square())}");
    }

    [Theory]
    [InlineData(Sharing.Minibatch, Guarantee.Lower)]
    [InlineData(Sharing.Row, Guarantee.Unbiased)]
    [InlineData(Sharing.Draw, Guarantee.Unbiased)]
    public void Weights_AreCalledUnbiased_WhereNoTwoRowsShareTheirMixing(Sharing sharing, Guarantee guarantee)
    {
        var shared = new MixingSamples(3, sharing);
        Assert.Equal(guarantee, new BracketedRatio<IDistribution, ISemiImplicit<ISampler>>(new ExactDensity(), shared).Standing.Guarantee);
        Assert.Equal(guarantee, new BracketedRatio<ISemiImplicit<ISampler>, IDistribution>(shared, new ExactDensity()).Standing.Guarantee);
        Assert.Equal(Guarantee.Exact, new BracketedRatio<IDistribution, IDistribution>(new ExactDensity(), new ExactDensity()).Standing.Guarantee);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void NaiveWeight_IsBiasedUpward_AndLessWithMoreSamples(int samples)
    {
        double Naive(int k) => Integrate(z => (F.LogDensity(z) + ThreeAtoms.Line.LogDensity(z)).exp(), k, (q, draw) =>
            new MixingSamples(k, Sharing.Draw).Lower(q, draw.Value, new RandomStream(1)).neg().exp());
        Assert.True(Naive(samples) > 1.01, $"expected a weight with a mean above 1, got {Naive(samples)}");
        Assert.True(samples == 4 || Naive(samples) > Naive(samples + 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Entropy_LiesBetweenBothSides_WhichTighten(int samples)
    {
        double Upper(int k) => Integrate(z => ones_like(z.sum(-1)), k, (q, draw) =>
        {
            var joint = q.Kernel(draw.Mixing!).LogDensity(draw.Value).exp();
            return joint * new MixingSamples(k, Sharing.Draw).Upper(q, draw, new RandomStream(1));
        });
        double Lower(int k) => Integrate(z => ThreeAtoms.Line.LogDensity(z).exp(), k, (q, draw) => new MixingSamples(k, Sharing.Draw).Lower(q, draw.Value, new RandomStream(1)));

        var exact = Integrate(z => ThreeAtoms.Line.LogDensity(z) * ThreeAtoms.Line.LogDensity(z).exp(), 0, (q, draw) => ones_like(draw.Value.sum(-1)));
        Assert.InRange(exact, Lower(samples), Upper(samples));
        Assert.True(Lower(samples) > Lower(Math.Max(1, samples - 1)) - 1e-12 && Upper(samples) < Upper(samples - 1));
    }

    private static double Integrate(Func<Tensor, Tensor> function, int samples, Func<ISemiImplicit<ISampler>, Draw, Tensor> expectation)
    {
        var points = arange(-7, 8, Step, dtype: ScalarType.Float64);
        return (function(points.unsqueeze(-1).unsqueeze(-1)).squeeze(-1) * ThreeAtoms.Expect(samples, points, expectation)).sum().item<double>() * Step;
    }
}
