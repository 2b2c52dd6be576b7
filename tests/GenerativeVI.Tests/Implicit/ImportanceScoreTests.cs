using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Implicit;

/// <summary>
/// Scores by importance weights on T1, ψ ~ N(0, 1) and z given ψ ~ N(ψ, ¼), where ∇ log q(z) = −z/1.25 and the
/// reverse is N(0.8 z, 0.2).
/// </summary>
public sealed class ImportanceScoreTests
{
    private const ScalarType Double = ScalarType.Float64;

    /// <summary>Several batches, whose sums are joined, are one estimate.</summary>
    [Fact]
    public void ManyDrawsOfTheMixing_FindTheScore()
    {
        var (q, z) = (GaussianMixing.T1.Distribution, linspace(-2.5, 2.5, 41, dtype: Double).reshape(41, 1, 1));
        double Error(int samples)
        {
            var errors = Enumerable.Range(0, 4).Select(i =>
                (new ImportanceScore(samples).Score(q, z, z, new RandomStream(i)) + z / 1.25).square().mean()
                    .item<double>());
            return Math.Sqrt(errors.Average());
        }
        var (few, many, batches) = (Error(100), Error(10_000), Error(60_000));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"root mean square error of the score: {few:F4}, {many:F4}, {batches:F4}");
        Assert.True(many < few / 4 && many < 0.05 && batches < many, $"{few}, {many}, {batches}");
    }

    /// <summary>
    /// Under the true reverse all weights are equal, and the score is unbiased from a single draw on.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void UnderTheTrueReverse_TheScoreIsUnbiased(int samples)
    {
        var q = GaussianMixing.T1.Distribution;
        var z = full([Effort.Draws(60_000, 20_000), 1, 1], 1.3, dtype: Double);
        var found = new ImportanceScore(samples, Reverse(0.8, 0.2)).Score(q, z, z, new RandomStream(1));
        MonteCarlo.AssertMean(full([1, 1], -1.3 / 1.25, dtype: Double), found, 0.1);
        // The mean over the reverse of −(z − ψ)/¼ has the variance 0.2/¼² of a draw.
        MonteCarlo.AssertMean(full([1, 1], 3.2 / samples, dtype: Double), (found + 1.3 / 1.25).square(), 0.4);
    }

    [Fact]
    public void AnotherProposal_IsCorrectedByItsWeights()
    {
        var (q, z) = (GaussianMixing.T1.Distribution, full([500, 1, 1], 1.3, dtype: Double));
        var found = new ImportanceScore(4000, Reverse(0.3, 0.9)).Score(q, z, z, new RandomStream(1));
        Assert.Equal(-1.3 / 1.25, found.mean().item<double>(), 0.02);
    }

    /// <summary>
    /// The ψ that made z is one more of the reverse: unbiased given z, and z is never far from what explains it.
    /// </summary>
    [Fact]
    public void WithItsOwnMixing_TheScoreIsUnbiased_AndNoZIsFar()
    {
        var q = Unbatched();
        var draw = q.Sample(new RandomStream(1), Effort.Draws(60_000, 20_000), 1);
        var found = new ImportanceScore(3, Reverse(0.8, 0.2), withOwn: true)
            .Score(q, draw.Value, draw.Mixing!, new RandomStream(2));
        MonteCarlo.AssertMean(zeros(1, 1, dtype: Double), found + draw.Value / 1.25, 0.1);
        MonteCarlo.AssertMean(full([1, 1], 3.2 / 4, dtype: Double), (found + draw.Value / 1.25).square(), 0.1);
        // 40 standard deviations from all of N(0, 1), and where its own ψ is.
        var far = full([1, 1, 1], 50, dtype: Double);
        double At(bool own) =>
            new ImportanceScore(10, withOwn: own).Score(q, far, far, new RandomStream(3)).item<double>();
        Assert.True(Math.Abs(At(true)) < 1e-9 && At(false) < -100);
    }

    /// <summary>log τ is greatest, in the mean, where τ is the true reverse.</summary>
    [Fact]
    public void Fit_RestsAtTheTrueReverse()
    {
        var (slope, logScale) = (tensor(0.8).requires_grad_(), tensor(0.5 * Math.Log(0.2)).requires_grad_());
        var score = new ImportanceScore(1,
            new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value * slope, logScale.expand(1))));
        var slopes = Enumerable.Range(0, Effort.Draws(4000, 800)).Select(i =>
        {
            using var scope = NewDisposeScope();
            return autograd.grad([score.Fit(Unbatched(), 16, new RandomStream(i)).mean()], [slope, logScale])
                .Select(gradient => gradient.item<double>()).ToArray();
        }).ToArray();
        MonteCarlo.AssertMean(zeros(2, dtype: Double), tensor(slopes.SelectMany(row => row).ToArray()).reshape(-1, 2),
            0.2);
        double Mean(double at) =>
            new ImportanceScore(1, Reverse(at, 0.2)).Fit(Unbatched(), 5000, new RandomStream(1)).mean().item<double>();
        Assert.True(Mean(0.8) > Mean(0.6) + 0.01 && Mean(0.8) > Mean(1) + 0.01);
    }

    /// <summary>
    /// As the score of a target's posterior it makes the gradient of the ELBO: none where q is the target.
    /// </summary>
    [Fact]
    public void AtTheTarget_TheGradientVanishes_InTheMean()
    {
        var n = Effort.Draws(40_000, 10_000);
        var shift = zeros(n, 1, 1, dtype: Double).requires_grad_();
        var q = new SemiImplicit<Normal>(
            Normal.FromLogScale(zeros(1, dtype: Double), zeros(1, dtype: Double)),
            psi => Normal.FromLogScale(psi.dim() == 3 && psi.shape[0] == n ? psi + shift : psi,
                full(1, 0.5 * Math.Log(0.25), dtype: Double)));
        var model = new ScoredTarget(z => z.square().sum(-1) * (-0.5 / 1.25),
            new Unconditional<SemiImplicit<Normal>>(q), new ImportanceScore(2, Reverse(0.8, 0.2)));
        var terms = model.Sample(TargetDensity.Rows(1), n, new Pathwise(), new RandomStream(1));
        (terms.LogLikelihood + terms.LogRatio.Surrogate).sum().backward();
        MonteCarlo.AssertMean(zeros(1, 1, dtype: Double), shift.grad!, 0.1);
        Assert.Equal(Guarantee.None, model.Standing.Guarantee);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("mixing samples: expected at least 1, got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ImportanceScore(0)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "a score by draws of q(ψ) has no proposal to fit.",
            Assert.Throws<InvalidOperationException>(() =>
                new ImportanceScore(1).Fit(Unbatched(), 2, new RandomStream(1))).Message);
    }

    private static SemiImplicit<Normal> Unbatched() => new(
        Normal.FromLogScale(zeros(1, dtype: Double), zeros(1, dtype: Double)),
            psi => Normal.FromLogScale(psi, full(1, 0.5 * Math.Log(0.25), dtype: Double)));

    private static Given<Normal> Reverse(double slope, double variance) =>
        new(inputs => Normal.FromLogScale(inputs.Value * slope, full_like(inputs.Value, 0.5 * Math.Log(variance))));
}
