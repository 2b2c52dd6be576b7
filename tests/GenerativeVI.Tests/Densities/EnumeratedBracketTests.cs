using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Densities;

/// <summary>Mixing samples with nothing left to chance: every choice of three atoms for ψ⁰ … ψᴷ, and quadrature in z.</summary>
public sealed class EnumeratedBracketTests
{
    private const double Step = 0.01;

    // f is narrower than every kernel, so that the weights are bounded.
    private static readonly Normal F = new(full(1, 0.2, dtype: ScalarType.Float64), full(1, Math.Log(0.3), dtype: ScalarType.Float64));

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
