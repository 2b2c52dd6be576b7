using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Laws;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Objectives;

/// <summary>Toy T2 of the specification: z ~ N(0, 1), x given z ~ N(z, 1), x = 1.5, q the prior.</summary>
public sealed class ImportanceWeightedTests
{
    private const double LogEvidence = -1.828012, Elbo = -2.543939;

    /// <summary>Golden values with a Monte Carlo error of their own of 0.0005.</summary>
    [Theory, Trait("Speed", "Slow")]
    [InlineData(1, Elbo, 5e-7)]
    [InlineData(2, -2.0993, 5e-4)]
    [InlineData(5, -1.9097, 5e-4)]
    [InlineData(10, -1.8651, 5e-4)]
    [InlineData(50, -1.8349, 5e-4)]
    public void Bound_IsTheGoldenValue(int samples, double golden, double goldenError)
    {
        var number = Evaluate(new ImportanceWeighted(samples), Effort.Draws(400_000, 40_000)).PerDatum!;
        var error = Math.Sqrt(Math.Pow(number.std().item<double>(), 2) / number.numel() + goldenError * goldenError);
        MonteCarlo.AssertMean(golden, number.mean().item<double>(), error, 0.06);
    }

    [Fact]
    public void Evidence_IsTheGoldenValue() => Assert.Equal(LogEvidence, ConjugateGaussian.LogEvidence(tensor(new[,] { { 1.5 } })).item<double>(), 5e-7);

    [Fact, Trait("Speed", "Slow")]
    public void Bound_RisesWithTheDraws_AndStaysBelowTheEvidence()
    {
        var numbers = new[] { 1, 2, 5, 10, 50 }.Select(samples => Evaluate(new ImportanceWeighted(samples), 50_000).PerDatum!).ToArray();
        var means = numbers.Select(n => (Mean: n.mean().item<double>(), Error: n.std().item<double>() / Math.Sqrt(n.numel()))).ToArray();
        foreach (var (less, more) in means.Zip(means.Skip(1)))
            Assert.True(more.Mean - less.Mean > MonteCarlo.StandardErrors * Math.Sqrt(more.Error * more.Error + less.Error * less.Error), $"{less} to {more}");
        Assert.True(means[^1].Mean + MonteCarlo.StandardErrors * means[^1].Error < LogEvidence);
    }

    [Fact]
    public void RenyiBounds_FallWithTheOrder_FromImportanceWeightsToTheElboAndBelow()
    {
        Tensor At(double order) => Evaluate(new Renyi(5, order), 500).PerDatum!;
        double[] orders = [-2, -0.5, 0, 0.3, 0.9, 0.9991, 0.999999, 1, 1.000001, 1.5, 5];
        var numbers = orders.Select(At).ToArray();
        foreach (var (lower, higher) in numbers.Zip(numbers.Skip(1))) Assert.True((lower >= higher - 1e-9).all().item<bool>());
        Close.AssertAll(Evaluate(new ImportanceWeighted(5), 500).PerDatum!, At(0), 1e-13);
        var elbo = Evaluate(new Elbo(5), 500).PerDatum!;
        Close.AssertSame(elbo, At(1));
        Close.AssertAll(elbo, At(1 - 1e-6), 1e-4);
        // Either form of the same number, just below and just above where one takes over from the other.
        Close.AssertAll(At(1 - 0.99999e-3), At(1 - 1.00001e-3), 1e-6);
    }

    [Fact]
    public void GroupsOfDraws_AreMeansOfBoundsOfTheirOwn()
    {
        var bound = Evaluate(new MultiplyImportanceWeighted(3, 4), 20);
        var logWeights = (bound.Terms!.LogLikelihood + bound.Terms!.LogRatio.Value!).detach(); // [12, 20]
        var groups = Enumerable.Range(0, 3).Select(m => logWeights.narrow(0, 4 * m, 4).exp().mean([0L]).log());
        Close.AssertAll(stack([.. groups]).mean([0L]), bound.PerDatum!, 1e-13);
    }

    /// <summary>E_{π_β} log w by quadrature, with π_β ∝ q^{1−β} p(x, z)^β.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void Thermodynamic_ApproachesItsRiemannSum()
    {
        var objective = new Thermodynamic(4000, 4, 0.05);
        Assert.Equal([0, 0.05, Math.Pow(0.05, 2.0 / 3), Math.Pow(0.05, 1.0 / 3), 1], objective.Points.Select(p => Math.Round(p, 15)).Zip([0, 0.05, Math.Pow(0.05, 2.0 / 3), Math.Pow(0.05, 1.0 / 3), 1], (a, b) => Math.Abs(a - b) < 1e-12 ? b : a));
        var z = EnumeratedModel.Grid(12, 0.02).squeeze(-1);
        var logPrior = z.square().mul(-0.5) - 0.5 * Math.Log(2 * Math.PI);
        var logWeight = (1.5 - z).square().mul(-0.5) - 0.5 * Math.Log(2 * Math.PI);
        double Expected(double b) => ((logPrior + logWeight * b).softmax(0) * logWeight).sum().item<double>();
        var sum = objective.Points.Zip(objective.Points.Skip(1), (from, to) => (to - from) * Expected(from)).Sum();
        Assert.InRange(sum, Elbo, LogEvidence);

        var number = Evaluate(objective, 100).PerDatum!;
        // Self-normalization is biased like 1/S.
        Assert.Equal(sum, number.mean().item<double>(), MonteCarlo.StandardErrors * number.std().item<double>() / 10 + 10.0 / 4000);
        Assert.True(number.std().item<double>() < 0.05);
    }

    [Fact, Trait("Speed", "Slow")]
    public void PartiallyWeighted_TeachesTheModelByAllDrawsAndThePosteriorByGroups()
    {
        var model = EnumeratedModel.Line(2);
        var (grid, step) = (EnumeratedModel.Grid(7, 0.2), 0.2);
        var (posterior, others) = (model.ExactGradient(l => l.mean([0L]), grid, step, 2), model.ExactGradient(l => l.exp().mean([0L]).log(), grid, step, 2));
        GradientLaws.AssertClose([.. posterior[..2], .. others[2..]], model.MeanGradient(_ => new PartiallyImportanceWeighted(2, 1)), 1e-7);
    }

    /// <summary>Σ_z Π q(z_s) Σ_s w̄_s ∇ log q(z_s) with the weights held constant, and the model's part as in the importance-weighted bound.</summary>
    [Fact]
    public void WakeSleep_TeachesThePosteriorByNormalizedWeights()
    {
        var model = EnumeratedModel.Bits(3);
        var bound = model.ExactGradient(l => l.exp().mean([0L]).log(), EnumeratedModel.Values(), 1, 3);
        var actual = model.MeanGradient(_ => new ReweightedWakeSleep(3));
        GradientLaws.AssertClose(bound[1..], actual[1..], 1e-11);

        var logits = tensor(new[] { 0.4, -0.9 }).requires_grad_();
        var values = EnumeratedModel.Values();
        Normal Unit(Tensor mean) => Normal.FromLogScale(mean, zeros_like(mean));
        var logQ = new Bernoulli(logits).LogDensity(values); // [4]
        var joint = new Bernoulli(tensor(new[] { -0.3, 0.6 })).LogDensity(values)
            + Unit((values * tensor(new[] { 0.8, -1.1 })).sum(-1, keepdim: true) + 0.7 * values.prod(-1, keepdim: true)).LogDensity(full(1, EnumeratedModel.X, dtype: ScalarType.Float64));
        var index = EnumeratedModel.Combinations(4, 3);
        var (chosen, weights) = (stack([.. index.Select(i => logQ[i])]), stack([.. index.Select(i => (joint - logQ).detach()[i])]).softmax(0)); // [3, 64]
        (chosen.detach().sum(dim: 0).exp() * (weights * chosen).sum(dim: 0)).sum().backward();
        GradientLaws.AssertClose([logits.grad!.data<double>().ToArray()], actual[..1], 1e-11);
    }

    private static Bound Evaluate(IObjective objective, long rows) =>
        objective.Evaluate(ConjugateGaussian.Model(ConjugateGaussian.Prior), new Batch(full(rows, 1, 1.5, dtype: ScalarType.Float64), null, arange(rows), rows), new RandomStream(1));
}
