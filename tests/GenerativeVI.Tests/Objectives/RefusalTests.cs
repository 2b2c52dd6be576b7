using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Objectives;

/// <summary>Compositions that mean nothing are refused in a sentence that names the remedy.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, Action> Refused { get; } = new()
    {
        { "StickingTheLanding is biased inside a bound that is not the mean of its log-weights; take DoublyReparameterized.", () => _ = new ImportanceWeighted(5, new StickingTheLanding()) },
        { "StickingTheLanding is biased inside", () => _ = new Renyi(5, 0.5, new StickingTheLanding()) },
        { "this gradient needs at least 2 draws a row, got 1", () => _ = new Elbo(1, new ScoreFunction(new LeaveOneOutBaseline())) },
        { "this gradient needs at least 2 draws a row, got 1", () => _ = new ImportanceWeighted(1, new Vimco()) },
        { "this gradient needs at least 2 draws a row, got 1", () => _ = new ReweightedWakeSleep(1) },
        { "samples: expected at least 1, got 0.", () => _ = new ImportanceWeighted(0) },
        { "groups: expected at least 1, got 0.", () => _ = new MultiplyImportanceWeighted(0, 3) },
        { "expected between 0 and 1, got 1.5.", () => _ = new CombinedImportanceWeighted(3, 1.5) },
        { "order: expected a finite number, got NaN.", () => _ = new Renyi(3, double.NaN) },
        { "KL weight: expected at least 0, got -1.", () => _ = new Elbo(KlWeight: -1) },
        { "free bits: expected at least 0 nats, got -0.5.", () => _ = new Elbo(FreeBits: -0.5) },
        { "free bits need the log-ratio of every latent dimension; take the closed form by dimension", () => Evaluate(new Elbo(FreeBits: 0.1), ConjugateGaussian.Model(ConjugateGaussian.Prior)) },
        { "StickingTheLanding freezes q in log q, which ClosedFormRatio does not evaluate at a draw; take the ratio of exact densities", () => Evaluate(new Elbo(1, new StickingTheLanding()), Closed) },
        { "Pathwise: draws of Bernoulli carry no gradient to its parameters; take the score function, or relaxed draws.", () => Evaluate(new Elbo(), Discrete) },
        { "DoublyReparameterized: draws of Bernoulli carry no gradient", () => Evaluate(new ImportanceWeighted(3, new DoublyReparameterized()), Discrete) },
        { "an upper bound is not maximized, it would only rise away from log p(x); train with a lower bound", () => Evaluate(new ChiSquareUpper(3), ConjugateGaussian.Model(ConjugateGaussian.Prior)) },
        { "log q of ISampler cannot be evaluated at arbitrary z", () => Evaluate(new Elbo(1, new StickingTheLanding()), OnlyAtItsOwnDraws) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Composition_IsRefused(string sentence, Action composition)
    {
        var message = Assert.ThrowsAny<ArgumentException>(composition).Message;
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void ScoreFunction_TakesTheClosedForm_WhoseOwnGradientIsExact()
    {
        // q at the prior: the KL's gradient in μ is zero, the likelihood's is x − E z = x.
        var x = full(200_000, 1, 0.5, dtype: ScalarType.Float64);
        var mean = zeros_like(x).requires_grad_();
        var model = ConjugateGaussian.Model(_ => Normal.FromLogScale(mean, zeros_like(x)), new ClosedFormRatio<StandardNormal, Normal>());
        (new Elbo(2, new ScoreFunction(new LeaveOneOutBaseline())).Evaluate(model, new Batch(x, null, arange(x.shape[0]), x.shape[0]), new RandomStream(1)).Surrogate * x.shape[0]).backward();
        Statistics.MonteCarlo.AssertMean(tensor(0.5), mean.grad!.squeeze(-1), 0.05);
    }

    private static ILatentModel Closed => ConjugateGaussian.Model(ConjugateGaussian.Prior, new ClosedFormRatio<StandardNormal, Normal>());

    private static ILatentModel Discrete => new LatentVariableModel<IDistribution, IDistribution>(
        new Unconditional<IDistribution>(new Bernoulli(zeros(1, dtype: ScalarType.Float64))),
        new Given<IDistribution>(inputs => new Bernoulli(inputs.Value)),
        new Given<IDistribution>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value))),
        new BracketedRatio<IDistribution, IDistribution>(new ExactDensity(), new ExactDensity()));

    private static ILatentModel OnlyAtItsOwnDraws => new LatentVariableModel<StandardNormal, ISampler>(
        new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64)),
        new Given<ISampler>(inputs => new OneWay(Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value)))),
        new Given<IDistribution>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value))),
        new BracketedRatio<StandardNormal, ISampler>(new ExactDensity(), new DensityInPassing()));

    private static void Evaluate(IObjective objective, ILatentModel model) =>
        objective.Evaluate(model, new Batch(full(3, 1, 1.5, dtype: ScalarType.Float64), null, arange(3), 3), new RandomStream(1));

    /// <summary>A sampler that knows its density at its own draws alone, like a flow without an inverse.</summary>
    private sealed class OneWay(Normal normal) : IReparameterized
    {
        public long[] BatchShape => normal.BatchShape;

        public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
        {
            var draw = normal.Sample(random, shape);
            return draw with { LogDensity = normal.LogDensity(draw.Value) };
        }
    }

    private sealed class DensityInPassing : IDensityBound<ISampler>
    {
        public bool IsExact => true;

        public Tensor Lower(ISampler distribution, Tensor value, RandomStream random) => throw new InvalidOperationException("not at arbitrary values");

        public Tensor Upper(ISampler distribution, Draw draw, RandomStream random) => draw.LogDensity!;
    }
}
