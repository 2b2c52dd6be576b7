using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Conditionals;

/// <summary>Relevance of weights by empirical Bayes, for posteriors over all of them at once.</summary>
public sealed class ArdWeightsTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly Inputs Nothing = new(zeros(1, 1));
    private static readonly long[] Groups = [2, 3];

    /// <summary>−KL* = ½ log det Σ − ½ Σ log(μ² + Σ_ii), or with the means of groups in the logarithm, is the greatest over α; its gradient is that of the closed form.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void KlOfNormals_IsTheClosedForm_WithItsGradient(bool full, bool grouped)
    {
        var random = new RandomStream(1);
        var start = random.Normal([5], Double);
        using var factorized = new LearnedNormal(start, 0.6);
        using var dense = new LearnedFullNormal(start, 0.6);
        using (no_grad())
            foreach (var parameter in factorized.parameters().Concat(dense.parameters())) parameter.add_(0.3 * random.Normal(parameter.shape, Double));
        var module = full ? (nn.Module)dense : factorized;
        Tensor Ratio() => full
            ? Of(dense, new ClosedFormRatio<Normal, FullNormal>())
            : Of(factorized, new ClosedFormRatio<Normal, Normal>());
        Tensor Exact()
        {
            var lower = full ? dense.At(Nothing).Factor : factorized.At(Nothing).Scale.diag();
            var mean = full ? dense.At(Nothing).Mean : factorized.At(Nothing).Mean;
            var moments = mean.square() + lower.square().sum(-1);
            var logs = grouped ? 2 * moments[..2].mean().log() + 3 * moments[2..].mean().log() : moments.log().sum();
            return lower.diagonal().log().sum() - logs / 2;
        }
        var (value, exact) = (Ratio(), Exact());
        Assert.Equal(exact.item<double>(), value.item<double>(), 1e-12);
        Tensor[] parameters = [.. module.parameters()];
        var (slopes, truth) = (autograd.grad([value], parameters), autograd.grad([exact], parameters));
        foreach (var (slope, other) in slopes.Zip(truth)) Close.AssertAll(other, slope, 1e-10);

        Tensor Of<TPosterior>(IConditional<TPosterior> q, ClosedFormRatio<Normal, TPosterior> ratio)
            where TPosterior : IDistribution
        {
            var prior = new ArdWeights<TPosterior>(q, random, grouped ? Groups : null);
            var posterior = q.At(Nothing);
            return ratio.Estimate(prior.At(Nothing), posterior, new Draw(zeros(1, 5, dtype: Double)), random).Value!.sum();
        }
    }

    /// <summary>Of a posterior without moments α comes from draws of its own, the mean of their squares.</summary>
    [Fact]
    public void MomentsOfOthers_ComeFromDraws()
    {
        var draws = Effort.Draws(100_000, 20_000);
        var q = new Unconditional<Pushforward>(new Pushforward(5, noise => noise.exp(), [], Double));
        var alpha = new ArdWeights<Pushforward>(q, new RandomStream(2), Groups, draws).At(Nothing).Scale.square();
        // E e^{2ε} = e².
        Assert.All(alpha.data<double>().ToArray(), value => Assert.InRange(value, Math.Exp(2) * 0.75, Math.Exp(2) * 1.25));
        Assert.Equal(alpha[0].item<double>(), alpha[1].item<double>());
        Assert.NotEqual(alpha[1].item<double>(), alpha[2].item<double>());
        Assert.StartsWith("groups: expected 5 elements in all, got 3.", Assert.Throws<ArgumentException>(() => new ArdWeights<Pushforward>(q, new RandomStream(2), [3]).At(Nothing)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArdWeights<Pushforward>(q, new RandomStream(2), draws: 1));
    }
}
