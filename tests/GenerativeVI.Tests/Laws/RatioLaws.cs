using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class RatioLaws
{
    private static readonly Registry<RatioEntry> All = KnownRatios.All;
    private static readonly StandardNormal Prior = new(2, ScalarType.Float64);

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Exact => All.NamesOf(entry => entry.Ratio.Standing.Guarantee == Guarantee.Exact);

    [Theory, MemberData(nameof(Entries))]
    public void Estimate_HasTheShapeOfItsWeighting(string name)
    {
        var ratio = All[name].Ratio;
        var q = Normal.FromLogScale(zeros(3, 2, dtype: ScalarType.Float64), zeros(3, 2, dtype: ScalarType.Float64));
        var estimate = ratio.Estimate(Prior, q, q.Sample(new RandomStream(1), 5), new RandomStream(2));
        long[] expected = ratio.Standing.Weighting == Weighting.PerDraw ? [5, 3] : [1, 3];
        Assert.Equal(expected, estimate.Value!.shape);
        Assert.Equal(expected, estimate.Surrogate.shape);
    }

    [Theory, MemberData(nameof(Exact)), Trait("Speed", "Slow")]
    public void ExactRatio_IsMinusTheKlInMean_AndSoIsItsGradient(string name)
    {
        var (mean, logScale) = (tensor(new[] { 0.6, -1.1 }), tensor(new[] { -0.4, 0.3 }));
        var n = Effort.Draws(100_000, 40_000);
        // A row for every draw, so that each draw has a gradient of its own.
        var (means, logScales) = (mean.expand(n, 2).clone().requires_grad_(), logScale.expand(n, 2).clone().requires_grad_());
        var q = Normal.FromLogScale(means, logScales);
        var estimate = All[name].Ratio.Estimate(Prior, q, q.Sample(new RandomStream(1), 1), new RandomStream(2));
        estimate.Surrogate.sum().backward();

        var kl = 0.5 * (mean.square() + (2 * logScale).exp() - 1 - 2 * logScale).sum();
        MonteCarlo.AssertMean(-kl, estimate.Value!.detach().squeeze(0), 0.1);
        MonteCarlo.AssertMean(-mean, means.grad!, 0.1);
        MonteCarlo.AssertMean(1 - (2 * logScale).exp(), logScales.grad!, 0.1);
    }

    public static TheoryData<string> Freezable => All.NamesOf(entry => entry.Ratio is IFreezableRatio<StandardNormal, Normal>);

    [Theory, MemberData(nameof(Freezable))]
    public void FrozenRatio_HasTheSameValue_AndTheTwoPartsOfTheGradient(string name)
    {
        var ratio = (IFreezableRatio<StandardNormal, Normal>)All[name].Ratio;
        var (mean, logScale) = (tensor(new[,] { { 0.6, -1.1 } }).requires_grad_(), tensor(new[,] { { -0.4, 0.3 } }).requires_grad_());
        (RatioEstimate Estimate, Tensor Draw) At(bool frozen)
        {
            var q = Normal.FromLogScale(mean, logScale);
            var draw = q.Sample(new RandomStream(1), 5);
            return (frozen ? ratio.EstimateFrozen(Prior, q, draw, new RandomStream(2)) : ratio.Estimate(Prior, q, draw, new RandomStream(2)), draw.Value);
        }
        Tensor[] Gradients(Tensor of) => [.. autograd.grad([of.sum()], [mean, logScale], retain_graph: true)];

        var ((plain, _), (frozen, z)) = (At(false), At(true));
        Close.AssertSame(plain.Value!, frozen.Value!);
        Close.AssertSame(plain.LogPosterior!, frozen.LogPosterior!);
        // By hand: ∂(log p − log q)/∂z = −z + (z − μ)/σ², dz/dμ = 1 and dz/d log σ = z − μ.
        var residual = (z - mean).detach();
        var slope = residual / logScale.detach().mul(2).exp() - z.detach(); // [5, 1, 2]
        var along = Gradients(frozen.Surrogate);
        Close.AssertAll(slope.sum(dim: 0), along[0], 1e-12);
        Close.AssertAll((slope * residual).sum(dim: 0), along[1], 1e-12);
        var score = Gradients(frozen.LogPosterior!);
        var whole = Gradients(plain.Surrogate);
        for (var i = 0; i < 2; i++) Close.AssertAll(whole[i], along[i] - score[i], 1e-12);
    }

    [Fact]
    public void ClosedForm_ByDimension_IsTheSameRatio_InItsTerms()
    {
        var (mean, logScale) = (tensor(new[,] { { 0.6, -1.1 }, { 0.0, 2.0 } }), tensor(new[,] { { -0.4, 0.3 }, { 0.0, -1.0 } }));
        var q = Normal.FromLogScale(mean, logScale);
        var (whole, parts) = (At(false), At(true));
        Assert.Null(whole.ByDimension);
        Assert.Equal([1, 2, 2], parts.ByDimension!.shape);
        Close.AssertAll(whole.Value!, parts.Value!, 1e-14);
        Close.AssertAll(whole.Value!, parts.ByDimension.sum(-1), 1e-14);
        Close.AssertAll((mean.square() + logScale.mul(2).exp() - 1 - logScale.mul(2)) * -0.5, parts.ByDimension.squeeze(0), 1e-14);
        var normal = Normal.FromLogScale(zeros(2, dtype: ScalarType.Float64), zeros(2, dtype: ScalarType.Float64));
        Close.AssertAll(KullbackLeibler.ByDimension(q, Prior), KullbackLeibler.ByDimension(q, normal), 1e-14);

        RatioEstimate At(bool byDimension) => new ClosedFormRatio<StandardNormal, Normal>(byDimension).Estimate(Prior, q, q.Sample(new RandomStream(1), 3), new RandomStream(2));
    }

    [Fact]
    public void ClosedForm_OfAPairWithoutOne_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClosedFormRatio<Bernoulli, Normal>());
        Assert.Equal("KL(Normal to Bernoulli) has no closed form here; use the ratio of exact densities.", error.Message);
    }
}
