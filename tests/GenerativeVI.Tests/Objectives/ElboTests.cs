using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Objectives;

public sealed class ElboTests
{
    private const double X = 1.5, Mean = 0.2, LogScale = -0.3;

    public static TheoryData<string> Ratios => KnownRatios.All.Names;

    [Theory, MemberData(nameof(Ratios)), Trait("Speed", "Slow")]
    public void Elbo_FallsShortOfTheEvidenceByTheKlToThePosterior(string ratio)
    {
        var (batch, means, logScales) = Rows(Effort.Draws(100_000, 20_000));
        var bound = new Elbo().Evaluate(ConjugateGaussian.Model(_ => Normal.FromLogScale(means, logScales), KnownRatios.All[ratio].Ratio), batch, new RandomStream(1));
        var x = tensor(new[,] { { X } });
        var gap = KullbackLeibler.Between(Q(tensor(new[,] { { Mean } }), tensor(new[,] { { LogScale } })), ConjugateGaussian.Posterior(x));
        MonteCarlo.AssertMean((ConjugateGaussian.LogEvidence(x) - gap).squeeze(), bound.PerDatum!, 0.05);
    }

    [Theory, MemberData(nameof(Ratios)), Trait("Speed", "Slow")]
    public void Gradient_IsUnbiased(string ratio)
    {
        var n = Effort.Draws(100_000, 20_000);
        var (batch, means, logScales) = Rows(n);
        var bound = new Elbo().Evaluate(ConjugateGaussian.Model(_ => Normal.FromLogScale(means, logScales), KnownRatios.All[ratio].Ratio), batch, new RandomStream(1));
        (bound.Surrogate * n).backward();

        var (mean, logScale) = (tensor(new[,] { { Mean } }).requires_grad_(), tensor(new[,] { { LogScale } }).requires_grad_());
        ConjugateGaussian.Elbo(tensor(new[,] { { X } }), Q(mean, logScale)).sum().backward();
        MonteCarlo.AssertMean(mean.grad!.squeeze(0), means.grad!, 0.1);
        MonteCarlo.AssertMean(logScale.grad!.squeeze(0), logScales.grad!, 0.1);
    }

    [Theory, MemberData(nameof(Ratios))]
    public void KlWeight_ChangesTheSurrogateAndNeverTheNumber(string ratio)
    {
        var (batch, means, logScales) = Rows(64);
        Bound At(double weight) => new Elbo(4, KlWeight: weight)
            .Evaluate(ConjugateGaussian.Model(_ => Normal.FromLogScale(means, logScales), KnownRatios.All[ratio].Ratio), batch, new RandomStream(1));

        var (plain, half, none) = (At(1), At(0.5), At(0));
        Close.AssertSame(plain.PerDatum!, half.PerDatum!);
        Close.AssertSame(plain.PerDatum!, none.PerDatum!);
        Close.AssertAll(plain.PerDatum!.mean(), plain.Surrogate, 1e-14);
        Close.AssertAll(none.Terms!.LogLikelihood.mean(), none.Surrogate, 1e-14);
        Close.AssertAll((plain.Surrogate + none.Surrogate) / 2, half.Surrogate, 1e-14);
    }

    [Fact]
    public void FreeBits_HoldDimensionsBelowThemInPlace_AndNeverChangeTheNumber()
    {
        // KLs of 0.5 · 0.2² = 0.02 and ½ · 1.5² = 1.125 nats, in the mean over the batch.
        Bound At(double freeBits, out Tensor mean)
        {
            mean = tensor(new[,] { { 0.2, 1.5 }, { -0.2, 1.5 } }).requires_grad_();
            var leaf = mean;
            var model = new LatentVariableModel<StandardNormal, Normal>(
                new Unconditional<StandardNormal>(new StandardNormal(2, ScalarType.Float64)), new Given<Normal>(_ => Normal.FromLogScale(leaf, zeros_like(leaf))),
                new Given<IDistribution>(z => Normal.FromLogScale(zeros_like(z.Value), zeros_like(z.Value))), new ClosedFormRatio<StandardNormal, Normal>(byDimension: true));
            var bound = new Elbo(FreeBits: freeBits).Evaluate(model, new Batch(zeros(2, 2, dtype: ScalarType.Float64), null, arange(2), 2), new RandomStream(1));
            bound.Surrogate.backward();
            return bound;
        }

        var (none, some) = (At(0, out var plain), At(0.1, out var held));
        Close.AssertSame(none.PerDatum!, some.PerDatum!);
        Close.AssertAll(none.Surrogate - (0.1 - 0.02), some.Surrogate, 1e-14);
        // The surrogate is a mean over two rows, so the KL of the first dimension contributes −μ/2.
        Close.AssertAll(tensor(new[] { -0.1, 0.1 }), plain.grad!.select(1, 0) - held.grad!.select(1, 0), 1e-14);
        Close.AssertAll(plain.grad!.select(1, 1), held.grad!.select(1, 1), 1e-14);
    }

    [Fact]
    public void MoreSamples_AreTheMeanOfTheirLogWeights()
    {
        var (batch, means, logScales) = Rows(8);
        var bound = new Elbo(5).Evaluate(ConjugateGaussian.Model(_ => Normal.FromLogScale(means, logScales)), batch, new RandomStream(1));
        Assert.Equal([5, 8], bound.Terms!.LogLikelihood.shape);
        Close.AssertAll((bound.Terms!.LogLikelihood + bound.Terms!.LogRatio.Value!).mean([0L]), bound.PerDatum!, 1e-14);
    }

    private static Normal Q(Tensor mean, Tensor logScale) => Normal.FromLogScale(mean, logScale);

    // A row for every draw, so that each draw has a gradient of its own.
    private static (Batch Batch, Tensor Means, Tensor LogScales) Rows(int n)
    {
        Tensor Column(double value) => full(n, 1, value, dtype: ScalarType.Float64);
        return (new Batch(Column(X), null, arange(n), n), Column(Mean).requires_grad_(), Column(LogScale).requires_grad_());
    }
}
