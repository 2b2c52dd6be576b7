using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>Over every pair of known distributions whose divergence is known in closed form.</summary>
public sealed class KullbackLeiblerLaws
{
    public static TheoryData<string, string> Pairs => PairsWhere(KullbackLeibler.IsKnown);

    public static TheoryData<string, string> PairsByDimension => PairsWhere(KullbackLeibler.IsKnownByDimension);

    [Theory, MemberData(nameof(Pairs))]
    public void ClosedFormKl_EqualsQuadrature(string first, string second)
    {
        var (q, p) = Pair(first, second);
        var expected = KnownDistributions.All[first].Domain.Expect(q, z => q.LogDensity(z) - p.LogDensity(z));
        Close.AssertAll(expected, KullbackLeibler.Between(q, p), 1e-9);
    }

    [Theory, MemberData(nameof(Pairs)), Trait("Speed", "Slow")]
    public void ClosedFormKl_EqualsMonteCarlo(string first, string second)
    {
        var (q, p) = Pair(first, second);
        var draws = Effort.Draws(200_000, 50_000);
        var z = (q.BatchShape.Length == 0 ? q.Sample(new RandomStream(6), draws, 1) : q.Sample(new RandomStream(6), draws)).Value;
        MonteCarlo.AssertMean(KullbackLeibler.Between(q, p), q.LogDensity(z) - p.LogDensity(z), 0.3);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void ClosedFormKl_IsNotNegative_AndZeroOnlyAtEquality(string first, string second)
    {
        var (q, p) = Pair(first, second);
        var least = KullbackLeibler.Between(q, p).min().item<double>();
        if (first == second) Assert.Equal(0, least, 1e-14);
        else Assert.True(least > 1e-3, $"KL({first} to {second}) = {least}");
    }

    [Theory, MemberData(nameof(PairsByDimension))]
    public void Parts_SumToTheWhole(string first, string second)
    {
        var (q, p) = Pair(first, second);
        var parts = KullbackLeibler.ByDimension(q, p);
        Assert.Equal(q.Sample(new RandomStream(1)).Value.shape, parts.shape);
        Close.AssertAll(KullbackLeibler.Between(q, p), parts.sum(-1), 1e-13);
    }

    [Fact]
    public void UniformThatLeavesTheOther_IsInfinitelyFar()
    {
        var (narrow, wide) = (new Uniform(tensor(new[] { 0.0, 0.0 }), tensor(new[] { 1.0, 0.5 })), new Uniform(tensor(new[] { -1.0, 0.0 }), tensor(new[] { 1.0, 2.0 })));
        Assert.Equal(Math.Log(2) + Math.Log(4), KullbackLeibler.Between(narrow, wide).item<double>(), 1e-14);
        Assert.Equal(double.PositiveInfinity, KullbackLeibler.Between(wide, narrow).item<double>());
    }

    [Fact]
    public void KlToTheStandardNormal_IsZeroAtTheStandardNormal()
    {
        var q = Normal.FromLogScale(zeros(4, 3, dtype: ScalarType.Float64), zeros(4, 3, dtype: ScalarType.Float64));
        Close.AssertAll(zeros(4, dtype: ScalarType.Float64), KullbackLeibler.Between(q, new StandardNormal(3, ScalarType.Float64)), 1e-15);
    }

    [Fact]
    public void KlOfNormalOneHalf_IsTheGoldenValue()
    {
        var q = Normal.FromLogScale(tensor(new[] { 1.0 }), tensor(new[] { Math.Log(0.5) }));
        var standard = Normal.FromLogScale(zeros(1, dtype: ScalarType.Float64), zeros(1, dtype: ScalarType.Float64));
        Assert.Equal(0.818147, KullbackLeibler.Between(q, new StandardNormal(1, ScalarType.Float64)).item<double>(), 5e-7);
        Assert.Equal(0.818147, KullbackLeibler.Between(q, standard).item<double>(), 5e-7);
    }

    [Fact]
    public void UnknownPair_IsRefusedWithTheRemedy()
    {
        var error = Assert.Throws<ArgumentException>(() => KullbackLeibler.Between(new Bernoulli(zeros(2)), new StandardNormal(2)));
        Assert.Equal("KL(Bernoulli to StandardNormal) has no closed form here; take the difference of exact log-densities instead.", error.Message);
    }

    private static TheoryData<string, string> PairsWhere(Func<Type, Type, bool> isKnown)
    {
        var all = KnownDistributions.All.Entries;
        return [.. all.SelectMany(q => all.Where(p => isKnown(q.Distribution.GetType(), p.Distribution.GetType())).Select(p => (q.Name, p.Name)))];
    }

    private static (IDistribution Q, IDistribution P) Pair(string first, string second) => (KnownDistributions.All[first].Distribution, KnownDistributions.All[second].Distribution);
}
