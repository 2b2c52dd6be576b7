using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>Over codes of three bits, where every sum can be done; and over codes that tell all or nothing.</summary>
public sealed class AggregatePosteriorTests
{
    private static readonly Tensor Mix = (new RandomStream(1).Normal([2, 3], ScalarType.Float64) * 2).DetachFromDisposeScope();
    private static readonly IConditional<IDistribution> Encoder = new Given<Bernoulli>(inputs => new Bernoulli(inputs.Value.Product(Mix)));
    private static readonly IConditional<IDistribution> Prior = new Unconditional<Bernoulli>(new Bernoulli(tensor(new[] { 0.3, -0.5, 0.1 })));

    [Fact, Trait("Speed", "Slow")]
    public void AllThree_AreTheEnumeratedNumbers()
    {
        // Five rows over and over: the same empirical distribution, and many draws of z.
        var distinct = new RandomStream(2).Normal([5, 2], ScalarType.Float64);
        var repeats = Effort.Draws(4000, 800);
        using var data = new TensorData(distinct.repeat([repeats, 1]));
        var found = AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(3));

        var bits = stack(meshgrid(Enumerable.Repeat(tensor(new[] { 0.0, 1.0 }), 3)).Select(t => t.flatten()).ToArray(), -1).unsqueeze(1); // [8, 1, 3]
        var codes = Encoder.At(new Inputs(distinct)).LogDensity(bits); // [8, 5]
        var aggregate = LogSpace.LogMeanExp(codes, 1); // [8]
        var prior = Prior.At(new Inputs(distinct)).LogDensity(bits.squeeze(1)); // [8]
        var information = (codes.exp() * (codes - aggregate.unsqueeze(1))).sum(dim: 0).mean().item<double>();
        var divergence = (aggregate.exp() * (aggregate - prior)).sum().item<double>();
        MonteCarlo.AssertMean(information, found.MutualInformation.Value, found.MutualInformation.StandardError, 0.1);
        MonteCarlo.AssertMean(divergence, found.Divergence.Value, found.Divergence.StandardError, 0.1);
        var rate = (codes.exp() * (codes - prior.unsqueeze(1))).sum(dim: 0).mean().item<double>();
        Assert.Equal(rate, information + divergence, 1e-12);
        MonteCarlo.AssertMean(rate, found.Rate.Value, found.Rate.StandardError, 0.1);
        Assert.Equal(found.Rate.Value, found.MutualInformation.Value + found.Divergence.Value, 1e-9);
        Assert.True(information > 0.3 && divergence > 0.3, "there is nothing to find");
    }

    [Fact]
    public void Information_IsAtMostTheLogarithmOfTheRows_AndReachesItWhereCodesAreApart()
    {
        using var data = new TensorData((arange(1300, dtype: ScalarType.Float64) * 100).unsqueeze(1));
        var sharp = new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value)));
        var found = AggregatePosterior.Of(sharp, Standard, data, new RandomStream(1));
        Assert.Equal(Math.Log(1300), found.MutualInformation.Value, 1e-9);
        Assert.Equal(found.Ceiling, found.MutualInformation.Value, 1e-9);
    }

    [Fact]
    public void WhereEveryRowHasTheSameCode_ThereIsNoInformation()
    {
        using var data = new TensorData(new RandomStream(1).Normal([700, 1], ScalarType.Float64));
        var blind = new Given<Normal>(inputs => Normal.FromLogScale(zeros_like(inputs.Value), zeros_like(inputs.Value)));
        var found = AggregatePosterior.Of(blind, Standard, data, new RandomStream(1));
        Assert.Equal((0, 0, 0), (Math.Round(found.MutualInformation.Value, 9), Math.Round(found.Divergence.Value, 9), Math.Round(found.Rate.Value, 9)));
    }

    [Fact]
    public void Numbers_DoNotDependOnTheMemory()
    {
        using var data = new TensorData(new RandomStream(1).Normal([1200, 2], ScalarType.Float64));
        var (whole, parts) = (AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(1)), AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(1), memory: 10_000));
        Assert.Equal(whole.MutualInformation.Value, parts.MutualInformation.Value, 1e-12);
        Assert.Equal(whole.Divergence.Value, parts.Divergence.Value, 1e-12);
    }

    /// <summary>More draws a row are the same numbers with less noise, and still one sum.</summary>
    [Fact]
    public void MoreDraws_HaveLessNoise_AndAreNoMoreThanEstimates()
    {
        using var data = new TensorData(new RandomStream(1).Normal([40, 2], ScalarType.Float64));
        var (one, many) = (AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(1)), AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(2), draws: 2000));
        Assert.All([one, many], found => Assert.Equal(found.Rate.Value, found.MutualInformation.Value + found.Divergence.Value, 1e-9));
        Assert.All([many.Rate, many.MutualInformation, many.Divergence], number => Assert.Equal((Guarantee.Estimated, 40, 2000), (number.Guarantee, number.Count, number.Samples)));
        Assert.True(many.Divergence.Value > 0);
        Assert.True(many.Rate.StandardError < one.Rate.StandardError);
        // The draws of the one stand among those of the many in distribution.
        Assert.InRange(many.Rate.Value, one.Rate.Value - 7 * one.Rate.StandardError, one.Rate.Value + 7 * one.Rate.StandardError);
        Assert.Throws<ArgumentOutOfRangeException>(() => AggregatePosterior.Of(Encoder, Prior, data, new RandomStream(1), draws: 0));
    }

    private static IConditional<IDistribution> Standard => new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64));
}
