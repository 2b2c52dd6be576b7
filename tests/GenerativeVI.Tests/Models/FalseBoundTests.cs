using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Models;

/// <summary>Mistakes that would make a number look like a bound are refused.</summary>
public sealed class FalseBoundTests
{
    private const ScalarType Double = ScalarType.Float64;

    private static readonly Batch Rows = Batch.Of(tensor(new double[,] { { 1, 0, 1 }, { 0, 0, 1 } }));

    [Fact]
    public void RelaxedDraws_UnderADiscretePrior_AreRefused()
    {
        var prior = new OneHot(zeros(2, 3, dtype: Double));
        var relaxed = new Concrete(new RandomStream(1).Normal([2, 2, 3], Double), 0.5);
        var message = Refusal(prior, relaxed, new Elbo(3));
        Assert.Contains("OneHot has masses and Concrete has densities", message, StringComparison.Ordinal);
        Assert.Contains("Concrete on both sides", message, StringComparison.Ordinal);
        Refusal(prior, relaxed, new ImportanceWeighted(3));
        Refusal(new Mixture<Bernoulli>(zeros(1, dtype: Double), new Bernoulli(zeros(1, 6, dtype: Double))), relaxed, new Elbo(3));
        Refusal(new StandardNormal(6, Double), new StraightThroughOneHot(zeros(2, 2, 3, dtype: Double)), new Elbo(3, new GenerativeVI.Gradients.ScoreFunction()));
    }

    [Fact]
    public void LikeSides_AreNot()
    {
        var logits = new RandomStream(1).Normal([2, 2, 3], Double);
        Assert.Equal(Guarantee.Lower, Model(new Concrete(zeros(2, 3, dtype: Double), 0.5), new Concrete(logits, 0.5), new Elbo(3)).Guarantee);
        Assert.Equal(Guarantee.Lower, Model(new OneHot(zeros(2, 3, dtype: Double)), new OneHot(logits), new Elbo(3, new GenerativeVI.Gradients.ScoreFunction())).Guarantee);
    }

    [Theory]
    [InlineData("expected one number for each of the draws [5, 2] from values [5, 2, 3], got []")]
    [InlineData("got [5, 2, 3]; sum over the last axis alone")]
    [InlineData("expected finite numbers, got NaN at z = [")]
    [InlineData("carry no gradient to z")]
    public void ATarget_IsLookedAt(string sentence)
    {
        Func<Tensor, Tensor> target = sentence switch
        {
            _ when sentence.EndsWith("got []", StringComparison.Ordinal) => z => z.square().sum(),
            _ when sentence.StartsWith("got", StringComparison.Ordinal) => z => -z.square(),
            _ when sentence.Contains("finite", StringComparison.Ordinal) => z => (z.sum(-1) - 1e9).log(),
            _ => z => -z.square().sum(-1).detach(),
        };
        var posterior = new LearnedNormal(zeros(3, dtype: Double), 1);
        var model = new TargetDensity<Normal>(target, posterior, new ExactDensity());
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => new Elbo(5).Evaluate(model, TargetDensity.Rows(2), new RandomStream(1))).Message, StringComparison.Ordinal);
        foreach (var family in Enum.GetValues<TargetPosterior>())
        {
            var message = Assert.Throws<ArgumentException>(() => TargetFit.Run(target, 3, new TargetSettings { Posterior = family, Steps = 2 })).Message;
            Assert.StartsWith("target: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALikelihoodThatIsSummedOverRows_IsRefused()
    {
        var model = new LatentVariableModel<StandardNormal, Normal>(
            new Unconditional<StandardNormal>(new StandardNormal(3, Double)), new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value))),
            new Given<IDistribution>(inputs => new Summed()), new BracketedRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity()));
        Assert.Contains("log p(x|z): expected [5, 2], got []", Assert.Throws<ArgumentException>(() => new Elbo(5).Evaluate(model, Rows, new RandomStream(1))).Message, StringComparison.Ordinal);
    }

    private static string Refusal(IDistribution prior, IDistribution posterior, IObjective objective) => Assert.Throws<ArgumentException>(() => Model(prior, posterior, objective)).Message;

    private static Bound Model(IDistribution prior, IDistribution posterior, IObjective objective) => objective.Evaluate(
        new LatentVariableModel<IDistribution, IDistribution>(
            new Unconditional<IDistribution>(prior), new Given<IDistribution>(_ => posterior),
            new Given<IDistribution>(inputs => new Bernoulli(inputs.Value.narrow(-1, 0, 3))), new BracketedRatio<IDistribution, IDistribution>(new ExactDensity(), new ExactDensity())),
        Rows, new RandomStream(1));

    private sealed class Summed : IDistribution
    {
        public long[] BatchShape => [];

        public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(zeros(3, dtype: Double));

        public Tensor LogDensity(Tensor value) => value.sum();
    }
}
