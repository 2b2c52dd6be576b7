using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
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
        var q = new Normal(zeros(3, 2, dtype: ScalarType.Float64), zeros(3, 2, dtype: ScalarType.Float64));
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
        var q = new Normal(means, logScales);
        var estimate = All[name].Ratio.Estimate(Prior, q, q.Sample(new RandomStream(1), 1), new RandomStream(2));
        estimate.Surrogate.sum().backward();

        var kl = 0.5 * (mean.square() + (2 * logScale).exp() - 1 - 2 * logScale).sum();
        MonteCarlo.AssertMean(-kl, estimate.Value!.detach().squeeze(0), 0.1);
        MonteCarlo.AssertMean(-mean, means.grad!, 0.1);
        MonteCarlo.AssertMean(1 - (2 * logScale).exp(), logScales.grad!, 0.1);
    }

    [Fact]
    public void ClosedForm_OfAPairWithoutOne_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClosedFormRatio<Bernoulli, Normal>());
        Assert.Equal("KL(Normal to Bernoulli) has no closed form here; use the ratio of exact densities.", error.Message);
    }
}
