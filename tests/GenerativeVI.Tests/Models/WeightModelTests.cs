using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Models;

public sealed class WeightModelTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly Inputs Nothing = new(null!);

    public static TheoryData<PredictiveKind> Kinds => [.. Enum.GetValues<PredictiveKind>()];

    /// <summary>Against torch's own layers, one network after the other, with the weights taken out of the vector by hand.</summary>
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void BatchedForward_IsTheLoopedForward(Activation activation)
    {
        var network = new FlatMlp(3, [4, 5], 2, activation, [0.5, 2, 0.25]);
        Assert.Equal(3 * 4 + 4 + 4 * 5 + 5 + 5 * 2 + 2, network.Dimension);
        var (v, x) = (new RandomStream(1).Normal([6, network.Dimension], Double), new RandomStream(2).Normal([7, 3], Double));
        var outputs = network.Outputs(v, x);
        Assert.Equal([6, 7, 2], outputs.shape);
        for (var s = 0; s < 6; s++) Close.AssertAll(Looped(v[s], x, activation), outputs[s], 1e-13);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void GradientOfEveryDraw_IsAutogradsOfThatDrawAlone(PredictiveKind kind)
    {
        var (likelihood, batch) = (Likelihood(kind, [4]), Rows(kind, 5));
        var prior = new StandardNormal(likelihood.Network.Dimension, Double);
        var v = new RandomStream(1).Normal([3, likelihood.Network.Dimension], Double).requires_grad_();
        var together = likelihood.LogJoint(v, batch, prior);
        Assert.Equal([3], together.shape);
        together.sum().backward();
        for (var s = 0; s < 3; s++)
        {
            var alone = v[s].detach().requires_grad_();
            var value = LogJoint(alone, batch, kind, likelihood.Noise);
            Close.AssertAll(value, together[s], 1e-12);
            value.backward();
            Close.AssertAll(alone.grad!, v.grad![s], 1e-11);
        }
    }

    /// <summary>The mean over all 21 batches of 5 out of 7 rows is the log-joint of all rows.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Minibatch_IsUnbiased(PredictiveKind kind)
    {
        var (likelihood, all) = (Likelihood(kind, [4]), Rows(kind, 7));
        var prior = new StandardNormal(likelihood.Network.Dimension, Double);
        var v = new RandomStream(1).Normal([3, likelihood.Network.Dimension], Double);
        var batches = (from i in Enumerable.Range(0, 7) from j in Enumerable.Range(i + 1, 6 - i) select Enumerable.Range(0, 7).Where(n => n != i && n != j).Select(n => (long)n).ToArray()).ToArray();
        Assert.Equal(21, batches.Length);
        var mean = batches.Select(rows => tensor(rows)).Select(index => likelihood.LogJoint(
            v, new Batch(all.Value.index_select(0, index), all.Label?.index_select(0, index), index, 7) { Target = all.Target?.index_select(0, index) }, prior)).Aggregate((a, b) => a + b) / 21;
        Close.AssertAll(likelihood.LogJoint(v, all, prior), mean, 1e-12);
    }

    /// <summary>A linear network with a normal prior has a normal posterior: there the bound of every draw is the log evidence, and sticking the landing has no gradient.</summary>
    [Fact]
    public void LinearNetwork_AtItsExactPosterior_HasTheEvidenceAsItsBound_WithoutVariance()
    {
        var (batch, likelihood) = (Rows(PredictiveKind.Numbers, 12), Likelihood(PredictiveKind.Numbers, []));
        var (mean, covariance, evidence) = Exact(batch, likelihood.Noise!.Value);
        using var posterior = new LearnedFullNormal(mean, 1);
        using (no_grad())
        {
            var factor = linalg.cholesky(covariance);
            var parameters = posterior.named_parameters().ToDictionary(p => p.Item1, p => p.Item2);
            parameters["lower"].copy_(factor * 2); // in units of 1/√4
            parameters["logDiagonal"].copy_(factor.diagonal().log());
        }
        var model = Model(likelihood, posterior);
        var bound = new Elbo(3, new StickingTheLanding()).Evaluate(model, batch, new RandomStream(4));
        Assert.Equal(Guarantee.Lower, bound.Guarantee);
        Close.AssertAll(evidence, bound.PerDatum!.sum(), 1e-10);
        bound.Surrogate.backward();
        foreach (var (name, parameter) in posterior.named_parameters()) Assert.True(parameter.grad!.abs().max().item<double>() < 1e-10, name);
        // Elsewhere the bound is lower by the KL to the exact posterior.
        using var other = new LearnedFullNormal(mean + 0.1, 0.3);
        var gap = KullbackLeibler.Between(other.At(Nothing), FullNormal.Of(mean, covariance));
        using var _ = no_grad();
        var terms = Model(likelihood, other).Sample(batch, Effort.Draws(40_000, 10_000), new Pathwise(), new RandomStream(5));
        MonteCarlo.AssertMean(evidence - gap, (terms.LogLikelihood + terms.LogRatio.Value!).sum(-1), 1);
    }

    [Fact]
    public void FullCovariance_FindsTheExactPosteriorOfALinearNetwork()
    {
        var (batch, likelihood) = (Rows(PredictiveKind.Numbers, 12), Likelihood(PredictiveKind.Numbers, []));
        var (mean, covariance, evidence) = Exact(batch, likelihood.Noise!.Value);
        using var posterior = new LearnedFullNormal(zeros(4, dtype: Double), 0.3);
        var model = Model(likelihood, posterior);
        using var optimizer = optim.Adam(posterior.parameters(), lr: 0.03);
        for (var step = 0; step < 800; step++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.03 * (1 - step / 800.0);
            optimizer.zero_grad();
            new Elbo(8, new StickingTheLanding()).Evaluate(model, batch, new RandomStream(100 + step)).Surrogate.neg().backward();
            optimizer.step();
        }
        var found = posterior.At(Nothing);
        Close.AssertAll(mean, found.Mean, 0.01);
        Close.AssertAll(covariance, found.Factor.Product(found.Factor.t()), 0.01);
        Close.AssertAll(evidence, new Elbo(100).Evaluate(model, batch, new RandomStream(4)).PerDatum!.sum(), 0.01);
    }

    /// <summary>Var t = E Var(t|v) + Var E(t|v): targets drawn from the prediction have that variance.</summary>
    [Theory]
    [InlineData(PredictiveKind.Numbers)]
    [InlineData(PredictiveKind.NumbersWithNoise)]
    public void PredictiveVariance_IsThatOfSimulatedTargets(PredictiveKind kind)
    {
        var (likelihood, batch) = (Likelihood(kind, [4]), Rows(kind, 3));
        var x = batch.Value.narrow(1, 0, 3);
        using var posterior = new LearnedNormal(new RandomStream(1).Normal([likelihood.Network.Dimension], Double) * 0.3, 0.3);
        var draws = Effort.Draws(200_000, 50_000);
        var prediction = Model(likelihood, posterior).PredictNumbers(x, draws, new RandomStream(2));
        Assert.Equal([draws, 3], prediction.Means.shape);
        using var _ = no_grad();
        var targets = prediction.Means + prediction.Scales * new RandomStream(3).Normal([draws, 3], Double);
        MonteCarlo.AssertMean(prediction.Variance, (targets - prediction.Mean).square(), 0.2);
        Assert.True((prediction.Epistemic > 0.01).all().item<bool>() && (prediction.Aleatoric > 0.01).all().item<bool>());
    }

    [Fact]
    public void LearnedDistributions_StartWhereTheyAreTold_AndHaveGradients()
    {
        var start = tensor(new[] { 0.5, -1, 2 });
        using var normal = new LearnedNormal(start, 0.2);
        using var full = new LearnedFullNormal(start, 0.2);
        var z = new RandomStream(1).Normal([4, 3], Double);
        var expected = Normal.Of(start, torch.full(3, 0.2, dtype: Double)).LogDensity(z);
        Close.AssertAll(expected, normal.At(Nothing).LogDensity(z), 1e-13);
        Close.AssertAll(expected, full.At(Nothing).LogDensity(z), 1e-13);
        FiniteDifference.AssertGradient(normal.named_parameters(), () => normal.At(Nothing).LogDensity(z).sum());
        FiniteDifference.AssertGradient(full.named_parameters(), () => full.At(Nothing).LogDensity(z).sum());
        Assert.StartsWith("scale: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new LearnedNormal(start, 0)).Message);
    }

    /// <summary>∫ N(z; 0, e^{2ζ} I) N(ζ; 0, t²) dζ by a sum over a fine grid, two elements in one group and one in another.</summary>
    [Fact]
    public void PriorOfGroupScales_IsBracketed()
    {
        var prior = new GroupScalePrior([2, 1], 0.8, Double).At(Nothing);
        var z = tensor(new[] { 0.8, -0.5, 1.1 }).expand(Effort.Draws(20_000, 4000), 1, 3);
        double Group(double[] values)
        {
            var sum = 0.0;
            for (var zeta = -8.0; zeta <= 8; zeta += 0.001)
                sum += 0.001 * Math.Exp(values.Sum(value => -value * value / 2 * Math.Exp(-2 * zeta) - zeta - Log2Pi / 2) - zeta * zeta / 2 / 0.64 - Math.Log(0.8) - Log2Pi / 2);
            return Math.Log(sum);
        }
        var values = z[0, 0].data<double>().ToArray();
        var exact = Group(values[..2]) + Group(values[2..]);
        // One K-sample bound a draw, and by Jensen below the density.
        var few = new MixingSamples(5, Sharing.Draw).Lower(prior, z, new RandomStream(2)).mean().item<double>();
        var many = new MixingSamples(500, Sharing.Draw).Lower(prior, z.narrow(0, 0, 500), new RandomStream(3)).mean().item<double>();
        Assert.True(few < many && many < exact + 0.01 && many > exact - 0.03, $"{few} < {many} < {exact}");
        // r(ζ|z), a linear layer on the features, learned from the prior's own draws.
        using var reverse = new ReverseModel(1, new NormalEncoder(new GroupLogScales([2, 1]), 2, 2, new RandomStream(4), Double));
        using var optimizer = optim.Adam(reverse.parameters(), lr: 0.02);
        for (var step = 0; step < 500; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            reverse.Lower(prior, prior.Sample(new RandomStream(1000 + step), 100, 1).Value, new RandomStream(2000 + step)).mean().neg().backward();
            optimizer.step();
        }
        using var _ = no_grad();
        var (one, several) = (reverse.Lower(prior, z, new RandomStream(5)).mean().item<double>(), reverse.With(20).Lower(prior, z, new RandomStream(6)).mean().item<double>());
        Assert.True(one < several && one > exact - 0.3 && several < exact + 0.01 && several > exact - 0.03, $"{one} < {several} < {exact}");
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("scales: expected one above 0 for each of the 2 layers, got [1].", Assert.Throws<ArgumentException>(() => new FlatMlp(2, [3], 1, scales: [1.0])).Message);
        Assert.StartsWith("network: Numbers expects 1 outputs, got 2.", Assert.Throws<ArgumentException>(() => new WeightLikelihood(new FlatMlp(2, [3], 2), PredictiveKind.Numbers)).Message);
        var likelihood = Likelihood(PredictiveKind.Numbers, []);
        var model = new WeightModel<StandardNormal, Normal>(
            likelihood, Standard(4), new Unconditional<Normal>(Normal.FromLogScale(zeros(1, 4, dtype: Double), zeros(1, 4, dtype: Double))), new ClosedFormRatio<StandardNormal, Normal>());
        Assert.Equal("the posterior of weights has no batch axis: expected [], got [1].",
            Assert.Throws<ArgumentException>(() => model.Sample(Rows(PredictiveKind.Numbers, 3), 1, new Pathwise(), new RandomStream(1))).Message);
        using var posterior = new LearnedFullNormal(zeros(4, dtype: Double), 1);
        Assert.Contains("this model's is shared by all rows", Assert.Throws<ArgumentException>(() =>
            new ImportanceWeighted(5).Evaluate(Model(likelihood, posterior), Rows(PredictiveKind.Numbers, 3), new RandomStream(1))).Message);
        Assert.Equal("the network predicts numbers: call PredictNumbers.",
            Assert.Throws<InvalidOperationException>(() => Model(likelihood, posterior).PredictClasses(zeros(1, 3, dtype: Double), 2, new RandomStream(1))).Message);
    }

    private static double Log2Pi => Math.Log(2 * Math.PI);

    private static WeightModel<StandardNormal, T> Model<T>(WeightLikelihood likelihood, IConditional<T> posterior)
        where T : IDistribution => new(likelihood, Standard(likelihood.Network.Dimension), posterior, new BracketedRatio<StandardNormal, T>(new ExactDensity(), Exact<T>()));

    private static IDensityBound<T> Exact<T>()
        where T : IDistribution => (IDensityBound<T>)(object)new ExactDensity();

    private static Unconditional<StandardNormal> Standard(long dimension) => new(new StandardNormal(dimension, Double));

    private static WeightLikelihood Likelihood(PredictiveKind kind, int[] hidden) =>
        new(new FlatMlp(3, hidden, kind switch { PredictiveKind.Classes => 3, PredictiveKind.Numbers => 1, _ => 2 }, Activation.Tanh, hidden.Length == 0 ? [0.7] : [0.5, 1.5]), kind, 0.6, Double);

    private static Batch Rows(PredictiveKind kind, int count)
    {
        var random = new RandomStream(11);
        var values = random.Normal([count, kind == PredictiveKind.Classes ? 3 : 4], Double);
        return kind == PredictiveKind.Classes
            ? new Batch(values, (random.Uniform([count], Double) * 3).to_type(ScalarType.Int64), arange(count), count)
            : new Batch(values.narrow(1, 0, 3), null, arange(count), count) { Target = values.select(1, 3) };
    }

    // The posterior of v where W = 0.7 v, and log p(t) = log N(t; 0, σ² I + 0.49 X Xᵀ), X with a column of ones.
    private static (Tensor Mean, Tensor Covariance, Tensor Evidence) Exact(Batch batch, double noise)
    {
        var (x, t) = (cat([batch.Value.narrow(1, 0, 3), ones(batch.Value.shape[0], 1, dtype: Double)], 1) * 0.7, batch.Target!);
        var covariance = linalg.inv(x.t().Product(x) / (noise * noise) + eye(4, dtype: Double));
        var marginal = x.Product(x.t()) + noise * noise * eye(t.shape[0], dtype: Double);
        var evidence = (t.dot(linalg.inv(marginal).Product(t)) + linalg.slogdet(marginal).Item2 + t.shape[0] * Log2Pi) / -2;
        return (covariance.Product(x.t()).Product(t) / (noise * noise), covariance, evidence);
    }

    private static Tensor LogJoint(Tensor v, Batch batch, PredictiveKind kind, double? noise)
    {
        var inputs = kind == PredictiveKind.Classes ? batch.Value : batch.Value.narrow(1, 0, 3);
        var hidden = nn.functional.linear(inputs, 0.5 * v.narrow(0, 0, 12).reshape(4, 3), 0.5 * v.narrow(0, 12, 4)).tanh();
        var o = (v.shape[0] - 16) / 5;
        var outputs = nn.functional.linear(hidden, 1.5 * v.narrow(0, 16, 4 * o).reshape(o, 4), 1.5 * v.narrow(0, 16 + 4 * o, o));
        var logPrior = (v.square().sum() + v.shape[0] * Log2Pi) / -2;
        if (kind == PredictiveKind.Classes) return logPrior - nn.functional.cross_entropy(outputs, batch.Label!, reduction: nn.Reduction.Sum);
        var scale = kind == PredictiveKind.Numbers ? torch.full([], noise!.Value, dtype: Double) : outputs.select(1, 1).exp();
        return logPrior + Normal.Of(outputs.narrow(1, 0, 1), scale.expand(batch.Value.shape[0]).unsqueeze(1)).LogDensity(batch.Target!.unsqueeze(-1)).sum();
    }

    private static Tensor Looped(Tensor v, Tensor x, Activation activation)
    {
        var (hidden, start) = (x, 0L);
        foreach (var (inputs, outputs, scale) in new[] { (3L, 4L, 0.5), (4L, 5L, 2.0), (5L, 2L, 0.25) })
        {
            hidden = (hidden.Product(v.narrow(0, start, inputs * outputs).reshape(outputs, inputs).t()) + v.narrow(0, start + inputs * outputs, outputs)) * scale;
            start += inputs * outputs + outputs;
            if (start < v.shape[0]) hidden = activation == Activation.Relu ? hidden.relu() : hidden.tanh();
        }
        return hidden;
    }
}
