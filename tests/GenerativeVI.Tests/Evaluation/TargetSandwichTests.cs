using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>
/// T1 as the posterior of itself, in nats 2 more: ψ ~ N(0, 1) and z given ψ ~ N(ψ, ¼), H(q) = 1.530510.
/// </summary>
public sealed class TargetSandwichTests
{
    private const ScalarType Double = ScalarType.Float64;
    private const double Entropy = 1.530510;

    [Fact]
    public void BothSides_HoldTheEntropyAndTheElbo_AsNearAsAsked()
    {
        var bounds = new TargetSandwich<SemiImplicit<Normal>>(Model(), 4000).Evaluate(0.08, new RandomStream(1));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"K = {bounds.MixingSamples}: entropy {bounds.Entropy}, ELBO {bounds.Elbo}");
        Assert.True(bounds.IsNarrow && bounds.MixingSamples > 4);
        Assert.InRange(bounds.Entropy.Width, 0, 0.08);
        AssertBetween(Entropy, bounds.Entropy);
        AssertBetween(2, bounds.Elbo);
    }

    [Fact]
    public void TheLargestK_EndsTheSearch()
    {
        var bounds = new TargetSandwich<SemiImplicit<Normal>>(Model(), 2000).Evaluate(1e-6, new RandomStream(1), 3);
        Assert.Equal((3, false), (bounds.MixingSamples, bounds.IsNarrow));
        // K = 3 gives between what 2 and 4 do: the golden values 1.1900 and 1.3101.
        Assert.InRange(bounds.Entropy.Lower, 1.19 - MonteCarlo.StandardErrors * bounds.Entropy.LowerError,
            1.31 + MonteCarlo.StandardErrors * bounds.Entropy.LowerError);
        AssertBetween(Entropy, bounds.Entropy);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("samples: expected at least 2, got 1.",
            Refused(() => new TargetSandwich<SemiImplicit<Normal>>(Model(), 1)), StringComparison.Ordinal);
        Assert.StartsWith("tolerance: expected above 0, got 0.",
            Refused(() => new TargetSandwich<SemiImplicit<Normal>>(Model()).Evaluate(0, new RandomStream(1))),
            StringComparison.Ordinal);
        Assert.StartsWith("mixing samples: expected at least 1, got 0.",
            Refused(() => new TargetSandwich<SemiImplicit<Normal>>(Model()).Evaluate(1, new RandomStream(1), 0)),
            StringComparison.Ordinal);

        static string Refused(Func<object> act) => Assert.ThrowsAny<ArgumentException>(() => act()).Message;
    }

    private static void AssertBetween(double exact, Interval interval)
    {
        Assert.InRange(exact, interval.Lower - MonteCarlo.StandardErrors * interval.LowerError,
            interval.Upper + MonteCarlo.StandardErrors * interval.UpperError);
        Assert.True(interval.LowerError > 0 && interval.LowerError < 0.05 && interval.UpperError < 0.1);
    }

    private static TargetDensity<SemiImplicit<Normal>> Model()
    {
        var marginal = Normal.FromLogScale(zeros(1, dtype: Double), full(1, 0.5 * Math.Log(1.25), dtype: Double));
        var q = new SemiImplicit<Normal>(
            Normal.FromLogScale(zeros(1, dtype: Double), zeros(1, dtype: Double)),
                psi => Normal.FromLogScale(psi, full(1, 0.5 * Math.Log(0.25), dtype: Double)));
        return new(z => marginal.LogDensity(z) + 2, new Unconditional<SemiImplicit<Normal>>(q), new MixingSamples(1));
    }
}
