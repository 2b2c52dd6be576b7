using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>The sandwich on finite mixing, where everything that it bounds is known by quadrature.</summary>
public sealed class SandwichTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly Batch Row = new(zeros(1, 2, dtype: Double), null, arange(1), 1);

    [Fact]
    public void Bounds_LieOnBothSides_OfEntropyDivergenceAndElbo()
    {
        var (entropy, divergence, elbo) = Exact();
        var row = Sandwich(4000).Evaluate(Row, 0.02, new RandomStream(1));
        Assert.True(row.IsNarrow && row.Entropy.Width <= 0.02);
        AssertHolds(entropy, row.Entropy);
        AssertHolds(divergence, row.Divergence);
        AssertHolds(elbo, row.Elbo);
    }

    [Fact]
    public void BracketedPrior_LeavesOneSideOpen()
    {
        var (_, divergence, elbo) = Exact();
        var mixed = new SemiImplicit<Normal>(Normal.FromLogScale(zeros(2, dtype: Double), full(2, 0.5 * Math.Log(0.5), dtype: Double)), zeta => Normal.FromLogScale(zeta, full(2, 0.5 * Math.Log(0.5), dtype: Double)));
        var row = new SandwichEvaluation<ISemiImplicit<ISampler>, FiniteMixing>(Model(new Unconditional<ISemiImplicit<ISampler>>(mixed)), new MixingSamples(200), 2000)
            .Evaluate(Row, 0.05, new RandomStream(1));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (row.Divergence.Lower, row.Elbo.Upper));
        Assert.True(row.Divergence.Greatest >= divergence && row.Elbo.Least <= elbo);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1)]
    [InlineData(0.02)]
    public void K_IsAtMostTwiceTheSmallestThatIsEnough(double tolerance)
    {
        var found = Sandwich(20_000).Evaluate(Row, tolerance, new RandomStream(1)).MixingSamples;
        // The expected width, from many more draws.
        double Width(int k)
        {
            var q = Posterior;
            var draw = q.Sample(new RandomStream(7), 20_000);
            var bracket = new MixingSamples(k, Sharing.Draw, 1 << 22);
            return (bracket.Upper(q, draw, new RandomStream(8)) - bracket.Lower(q, draw.Value, new RandomStream(9))).mean().item<double>();
        }
        Assert.True(found == 1 || Width(Math.Max(1, found / 2 - 1)) > tolerance * 0.85, $"K = {found} is more than twice what is enough for {tolerance}");
        Assert.True(Width(found) < tolerance * 1.15);
    }

    [Fact]
    public void KThatIsNotEnough_IsSaidSo()
    {
        var row = Sandwich(100).Evaluate(Row, 1e-9, new RandomStream(1), most: 6);
        Assert.Equal((6, false), (row.MixingSamples, row.IsNarrow));
    }

    [Fact, Trait("Speed", "Slow")]
    public void Interval_CoversTheExactEntropy_AsOftenAsItSays()
    {
        var entropy = Exact().Entropy;
        var repetitions = Effort.Draws(2000, 300);
        var (sandwich, covered) = (Sandwich(200), 0);
        for (var i = 0; i < repetitions; i++)
        {
            // A tolerance that is never met: K is 128, and the gap small against the noise of 200 draws.
            var interval = sandwich.Evaluate(Row, 1e-12, new RandomStream(i), most: 128).Entropy;
            if (interval.Least <= entropy && entropy <= interval.Greatest) covered++;
        }
        var share = (double)covered / repetitions;
        TestContext.Current.TestOutputHelper!.WriteLine($"covered in {share:P1} of {repetitions}");
        Assert.InRange(share, repetitions == 2000 ? 0.93 : 0.90, repetitions == 2000 ? 0.97 : 0.99);
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        Assert.StartsWith("samples: expected at least 2, got 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Sandwich(1)).Message);
        Assert.StartsWith("row: expected [1, D], got [2, 2].", Assert.Throws<ArgumentException>(() => Sandwich(2).Evaluate(new Batch(zeros(2, 2), null, arange(2), 2), 1, new RandomStream(1))).Message);
        Assert.StartsWith("tolerance: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => Sandwich(2).Evaluate(Row, 0, new RandomStream(1))).Message);
    }

    [Fact]
    public void Interval_SaysItsNumbers() => Assert.Equal("1.00 to 2.00 nats (95 %: 0.80 to 2.20)", new Interval(1, 0.1, 2, 0.1).ToString());

    private static FiniteMixing Posterior
    {
        get
        {
            var parameters = KnownBrackets.Parameters;
            return new FiniteMixing(new Choice(parameters[0]), parameters[1], psi => Normal.FromLogScale(psi.narrow(-1, 0, 2), psi.narrow(-1, 2, 2)), [1]);
        }
    }

    private static LatentVariableModel<TPrior, FiniteMixing> Model<TPrior>(IConditional<TPrior> prior)
        where TPrior : ISampler =>
        new(prior, new Unconditional<FiniteMixing>(Posterior), new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros(2, dtype: Double))), new NoRatio<TPrior>());

    private static SandwichEvaluation<StandardNormal, FiniteMixing> Sandwich(int samples) =>
        new(Model(new Unconditional<StandardNormal>(new StandardNormal(2, Double))), new ExactDensity(), samples);

    private static (double Entropy, double Divergence, double Elbo) Exact()
    {
        var (q, p, plane) = (Posterior, new StandardNormal(2, Double), Quadrature.Space(2));
        double Of(Func<Tensor, Tensor> function) => plane.Expect(q, function).item<double>();
        return (-Of(q.LogDensity), Of(z => q.LogDensity(z) - p.LogDensity(z)), Of(z => Normal.FromLogScale(z, zeros(2, dtype: Double)).LogDensity(Row.Value) + p.LogDensity(z) - q.LogDensity(z)));
    }

    private static void AssertHolds(double exact, Interval interval)
    {
        // 6.11 standard errors instead of 1.96.
        Assert.True(interval.Lower - MonteCarlo.StandardErrors * interval.LowerError <= exact, $"{exact} is below {interval}");
        Assert.True(exact <= interval.Upper + MonteCarlo.StandardErrors * interval.UpperError, $"{exact} is above {interval}");
    }

    private sealed class NoRatio<TPrior> : ILogRatio<TPrior, FiniteMixing>
        where TPrior : ISampler
    {
        public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

        public RatioEstimate Estimate(TPrior prior, FiniteMixing posterior, Draw draw, RandomStream random) => throw new InvalidOperationException("the sandwich has no use for a ratio");
    }
}
