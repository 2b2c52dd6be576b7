using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Models;

public sealed class TargetDensityTests
{
    private static readonly GaussianMixing Q = new(0.3, 0.5, 0.5);

    [Fact]
    public void BoundOfThePosteriorThatIsTheTarget_IsLogZ_WithoutVariance()
    {
        // q = N(0.3, 1) and p̃ = e² q.
        var exact = Q.Marginal;
        var model = new TargetDensity<Normal>(z => exact.LogDensity(z) + 2, new Unconditional<Normal>(exact), new ExactDensity());
        Assert.Equal(new Standing(Guarantee.Exact, Weighting.PerDraw), model.Standing);
        var bound = new Elbo(5).Evaluate(model, TargetDensity.Rows(3), new RandomStream(1));
        Assert.Equal(Guarantee.Lower, bound.Guarantee);
        Close.AssertAll(full(3, 2, dtype: ScalarType.Float64), bound.PerDatum!, 1e-12);
        Assert.Equal([5, 3], bound.Terms!.LogLikelihood.shape);
    }

    [Fact]
    public void SemiImplicitPosterior_IsBoundedThroughItsBracket()
    {
        var model = new TargetDensity<SemiImplicit<Normal>>(z => Q.Marginal.LogDensity(z) + 2, new Unconditional<SemiImplicit<Normal>>(Unbatched()), Q.TrueReverse(3));
        Close.AssertAll(full(3, 2, dtype: ScalarType.Float64), new Elbo(5).Evaluate(model, TargetDensity.Rows(3), new RandomStream(1)).PerDatum!, 1e-12);
        var bracketed = model.With(new MixingSamples(3, Sharing.Draw));
        Assert.Equal(Guarantee.Lower, bracketed.Standing.Guarantee);
        Assert.True(new Elbo(5000).Evaluate(bracketed, TargetDensity.Rows(1), new RandomStream(1)).PerDatum!.item<double>() < 1.95);
    }

    [Fact]
    public void PosteriorWithABatchAxis_IsRefused()
    {
        var model = new TargetDensity<SemiImplicit<Normal>>(z => z.sum(-1), new Unconditional<SemiImplicit<Normal>>(Q.Distribution), new MixingSamples(1));
        Assert.Equal("the posterior of a target has no batch axis: expected [], got [1].",
            Assert.Throws<ArgumentException>(() => model.Sample(TargetDensity.Rows(2), 1, new Pathwise(), new RandomStream(1))).Message);
    }

    private static SemiImplicit<Normal> Unbatched() => new(Q.Distribution.Mixing, Normal);

    private static Normal Normal(Tensor psi) => (Normal)Q.Distribution.Kernel(psi);
}
