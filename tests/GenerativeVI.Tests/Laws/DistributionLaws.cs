using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class DistributionLaws
{
    private static readonly Registry<DistributionEntry> All = KnownDistributions.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Reparameterized => All.NamesOf(entry => entry.Distribution is IReparameterized && entry.Parameters.Length > 0 && !entry.SupportMoves);

    public static TheoryData<string> DiscreteWithoutRelaxation => All.NamesOf(entry => entry.Domain.IsDiscrete && entry.Distribution is not IStraightThrough);

    public static TheoryData<string> WithEntropy => All.NamesOf(entry => entry.Distribution is IHasEntropy);

    public static TheoryData<string> Factorized => All.NamesOf(entry => entry.Distribution is IFactorized);

    public static TheoryData<string> WithMean => All.NamesOf(entry => entry.Distribution is IHasMean);

    [Theory, MemberData(nameof(Entries))]
    public void Density_IntegratesToOne(string name)
    {
        var entry = All[name];
        Close.AssertAll(tensor(1.0), entry.Domain.Expect(entry.Distribution, z => ones_like(z.sum(-1))), 1e-10);
    }

    [Theory, MemberData(nameof(Entries)), Trait("Speed", "Slow")]
    public void SampleMoments_AreTheDensitysMoments(string name)
    {
        var entry = All[name];
        var draws = entry.Distribution.Sample(new RandomStream(1), Effort.Draws(200_000, 20_000)).Value;
        MonteCarlo.AssertMean(entry.Domain.Expect(entry.Distribution, z => z), draws, 0.1);
        MonteCarlo.AssertMean(entry.Domain.Expect(entry.Distribution, z => z.square()), draws.square(), 0.4);
        MonteCarlo.AssertMean(entry.Domain.Expect(entry.Distribution, z => z.prod(-1)), draws.prod(-1), 0.2);
    }

    /// <summary>Moments see the bulk; the mean of the log-density sees the shape as a whole.</summary>
    [Theory, MemberData(nameof(Entries)), Trait("Speed", "Slow")]
    public void SampleLogDensity_HasTheDensitysMean(string name)
    {
        var entry = All[name];
        var distribution = entry.Distribution;
        var draw = distribution.Sample(new RandomStream(7), Effort.Draws(200_000, 20_000));
        var logDensities = draw.LogDensity ?? distribution.LogDensity(draw.Value);
        MonteCarlo.AssertMean(entry.Domain.Expect(distribution, z => distribution.LogDensity(z)), logDensities, 0.2);
        if (draw.LogDensity is { } passing) Close.AssertAll(distribution.LogDensity(draw.Value), passing, 1e-9);
    }

    [Theory, MemberData(nameof(Factorized))]
    public void LogDensity_IsTheSumOverElements(string name)
    {
        var distribution = (IFactorized)All[name].Distribution;
        var draws = distribution.Sample(new RandomStream(8), 6).Value;
        var elements = distribution.LogDensityByElement(draws);
        Assert.Equal(draws.shape, elements.shape);
        Close.AssertAll(distribution.LogDensity(draws), elements.sum(-1), 1e-13);
    }

    [Theory, MemberData(nameof(DiscreteWithoutRelaxation))]
    public void DiscreteDraws_CarryNoGradient(string name)
    {
        var entry = All[name];
        Assert.False(entry.Make(Leaves(entry.Tensors)).Sample(new RandomStream(9), 2).Value.requires_grad);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Draws_PutNewAxesInFrontOfTheBatch(string name)
    {
        var distribution = All[name].Distribution;
        var draws = distribution.Sample(new RandomStream(2), 5, 4).Value;
        Assert.Equal([5, 4, .. distribution.BatchShape], draws.shape[..^1]);
        Assert.Equal(ScalarType.Float64, draws.dtype);
        Assert.Equal(draws.shape[1..], distribution.Sample(new RandomStream(2), 4).Value.shape);
        Assert.Equal(draws.shape[2..], distribution.Sample(new RandomStream(2)).Value.shape);
    }

    [Theory, MemberData(nameof(Entries))]
    public void LogDensity_BroadcastsOverDraws(string name)
    {
        var distribution = All[name].Distribution;
        var draws = distribution.Sample(new RandomStream(3), 5).Value;
        var together = distribution.LogDensity(draws);
        Assert.Equal(draws.shape[..^1], together.shape);
        for (var s = 0; s < 5; s++) Close.AssertAll(together[s], distribution.LogDensity(draws[s]), 1e-14);
    }

    [Theory, MemberData(nameof(Entries))]
    public void LogDensityFoundInPassing_IsTheDensityThere(string name)
    {
        var distribution = All[name].Distribution;
        if (distribution.Sample(new RandomStream(6), 5) is { LogDensity: { } found } draw) Close.AssertAll(distribution.LogDensity(draw.Value), found, 1e-12);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Draws_FromTheSameStateAreTheSame(string name)
    {
        var (first, second) = (new RandomStream(4), new RandomStream(4));
        Close.AssertSame(All[name].Distribution.Sample(first, 3).Value, All[name].Distribution.Sample(second, 3).Value);
        Assert.True(first.Counter > 0 || All[name].Distribution is DeterministicCode);
    }

    [Theory, MemberData(nameof(WithMean))]
    public void Mean_IsTheDensitysMean(string name)
    {
        var entry = All[name];
        Close.AssertAll(entry.Domain.Expect(entry.Distribution, z => z), ((IHasMean)entry.Distribution).Mean, 1e-10);
    }

    [Theory, MemberData(nameof(WithEntropy))]
    public void Entropy_IsMinusTheExpectedLogDensity(string name)
    {
        var entry = All[name];
        var distribution = entry.Distribution;
        Close.AssertAll(entry.Domain.Expect(distribution, z => -distribution.LogDensity(z)), ((IHasEntropy)distribution).Entropy(), 1e-9);
    }

    [Theory, MemberData(nameof(Reparameterized)), Trait("Speed", "Slow")]
    public void PathwiseGradient_IsTheGradientOfTheExpectation(string name)
    {
        var entry = All[name];
        var n = Effort.Draws(100_000, 20_000);
        static Tensor Function(Tensor z) => (z.square() + z.sin()).sum(-1);

        var parameters = Leaves(entry.Tensors);
        entry.Domain.Expect(entry.Make(parameters), Function).sum().backward();
        // A copy of the parameters for every draw, so that each draw has a gradient of its own.
        var copies = Leaves([.. parameters.Select(p => p.detach().expand([n, .. p.shape]).clone())]);
        var draws = entry.Make(copies).Sample(new RandomStream(5)).Value;
        Function(draws).sum().backward();

        foreach (var (parameter, copy) in parameters.Zip(copies)) MonteCarlo.AssertMean(parameter.grad!, copy.grad!, 0.4);
    }

    private static Tensor[] Leaves(Tensor[] values) => [.. values.Select(value => value.requires_grad_())];
}
