using GenerativeVI.Evaluation;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

public sealed class SampleDiagnosticTests
{
    private static readonly int Count = Effort.Draws(1500, 600);

    /// <summary>For N(0, I) of draws of N(m, v I): E (x − E x) s = −v on the diagonal, and E s = −m.</summary>
    [Fact]
    public void SteinsIdentity_IsThatOfNormals()
    {
        var white = Draws(20_000, 3, 1);
        var right = SteinIdentity.Of(white, -white);
        Assert.InRange(right.WorstErrors, 0, MonteCarlo.StandardErrors);
        Assert.All(right.Diagonal, value => Assert.InRange(value, -1.1, -0.9));
        var wide = white * 1.5;
        var wrong = SteinIdentity.Of(wide, -wide);
        Assert.True(wrong.WorstErrors > 20, $"{wrong.WorstErrors}");
        Assert.InRange(wrong.WorstDeviation, 1.1, 1.4); // 1.5² − 1, in units of deviations
        var moved = SteinIdentity.Of(white + 0.3, -(white + 0.3));
        Assert.InRange(moved.WorstDeviation, 0.25, 0.35);
        // Correlated draws break it beside the diagonal, and only there.
        var mixed = cat([white.narrow(1, 0, 2), white.narrow(1, 0, 1) * 0.6 + white.narrow(1, 2, 1) * 0.8], 1);
        Assert.InRange(SteinIdentity.Of(mixed, -mixed).WorstDeviation, 0.5, 0.7);
    }

    /// <summary>The mean of u over independent pairs, by an autodiff of the kernel: no formula is shared.</summary>
    [Fact]
    public void KernelSteinDiscrepancy_IsTheMeanOfItsTerms_ByAutodiff()
    {
        const double width = 1.3;
        var x = Draws(6, 2, 2) + 0.4;
        var scores = Score.At(z => z.pow(4).sum(-1) * -0.25 + z.prod(-1), x).Score;
        double total = 0, all = 0;
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                var (a, b) = (x[i].detach().clone().requires_grad_(), x[j].detach().clone().requires_grad_());
                var kernel = ((a - b).square().sum() / (width * width) + 1).pow(-0.5);
                var byA = autograd.grad([kernel], [a], retain_graph: true, create_graph: true)[0];
                var byB = autograd.grad([kernel], [b], retain_graph: true, create_graph: true)[0].detach();
                var trace = 0.0;
                for (var d = 0; d < 2; d++)
                    trace += autograd.grad([byA[d]], [b], retain_graph: true, create_graph: true)[0][d].item<double>();
                var term = (scores[i].dot(scores[j]) * kernel + scores[i].dot(byB) + scores[j].dot(byA)).item<double>()
                    + trace;
                all += term;
                if (i != j) total += term;
            }
        }
        var found = KernelSteinDiscrepancy.Of(x, scores, new RandomStream(1), width);
        Assert.Equal(total / 30, found.Squared, 1e-9);
        Assert.Equal(Math.Sqrt(all / 36), found.Value, 1e-9);
    }

    [Fact]
    public void KernelSteinDiscrepancy_TellsDrawsOfAnother_AndIsBlindToShares()
    {
        using var target = new ScatteredMixtureTarget(2, parts: 2, extent: 20, seed: 1);
        KernelSteinDiscrepancy Of(Tensor draws) =>
            KernelSteinDiscrepancy.Of(draws, target.ScoreAt(draws).Score, new RandomStream(2), 2);
        var draws = target.Sample(Count, new RandomStream(3));
        Assert.InRange(Of(draws).PValue, 0.001, 1);
        Assert.InRange(Of(draws * 1.02 + 0.5).PValue, 0, 0.01);
        // One of the two components alone: its score is the same, and the discrepancy does not see what is missing.
        using var one = new ScatteredMixtureTarget(2, parts: 1, extent: 20, seed: 1);
        var near = draws.masked_select((draws - draws[0]).square().sum(-1, keepdim: true).lt(40).expand(Count,
            2)).reshape(-1, 2);
        Assert.InRange(near.shape[0], Count / 4, Count * 3 / 4);
        Assert.InRange(Of(near).PValue, 0.001, 1);
    }

    /// <summary>MMD² of N(0, I) and N(m, I) with a Gaussian kernel of width h in D dimensions: 2 (h²/(h² + 2))^(D/2) (1
    /// − exp(−|m|²/(2(h² + 2)))).</summary>
    [Fact]
    public void Distances_AreThoseOfNormals()
    {
        var (first, second, third) = (Draws(Count, 2, 4), Draws(Count, 2, 5), Draws(Count, 2, 6)
            + tensor(new[] { 1.0, 0 }));
        var same = SampleDistances.Of(first, second, new RandomStream(7));
        Assert.InRange(same.MeanDiscrepancy, -0.01, 0.01);
        Assert.InRange(same.SlicedWasserstein, 0, 0.15);
        var other = SampleDistances.Of(third, second, new RandomStream(7));
        // The median distance of two draws of N(0, I) in the plane is √(4 log 2).
        var width = 4 * Math.Log(2);
        Assert.Equal(2 * (width / (width + 2)) * (1 - Math.Exp(-1 / (2 * (width + 2)))), other.MeanDiscrepancy, 0.04);
        // A direction at angle φ moves by cos φ, whose root mean square is √½.
        Assert.Equal(Math.Sqrt(0.5), other.SlicedWasserstein, 0.12);
        // In units of the reference's deviations, and of samples of any sizes.
        var scaled = SampleDistances.Of(third.narrow(0, 0, Count / 2) * 50, second * 50, new RandomStream(7));
        Assert.Equal(other.SlicedWasserstein, scaled.SlicedWasserstein, 0.12);
    }

    [Fact]
    public void Classifier_TellsWhatCanBeTold()
    {
        var (first, second) = (Draws(Count, 3, 8), Draws(Count, 3, 9));
        var same = TwoSampleClassifier.Of(first, second, new RandomStream(1), 60);
        Assert.InRange(same.Accuracy, 0.5 - 5 * same.Chance, 0.5 + 5 * same.Chance);
        // The best that there is for means √8 apart: Φ(√2) = 0.921.
        var far = TwoSampleClassifier.Of(first + tensor(new[] { 2.0, 2, 0 }), second, new RandomStream(1), 60);
        Assert.InRange(far.Accuracy, 0.87, 0.95);
        // Of equal means and unequal widths no line tells anything; a network does.
        Assert.InRange(TwoSampleClassifier.Of(first * 3, second, new RandomStream(1), 100).Accuracy, 0.75, 0.95);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var draws = Draws(60, 2, 1);
        Assert.Contains("scores: expected [60, 2], got [60, 3].",
            Assert.Throws<ArgumentException>(() => SteinIdentity.Of(draws, zeros(60, 3))).Message,
            StringComparison.Ordinal);
        Assert.Contains("reference: expected [M, 2], got [9].",
            Assert.Throws<ArgumentException>(() => SampleDistances.Of(draws, zeros(9), new RandomStream(1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("expected at least 50 of either kind, got 9.",
            Assert.Throws<ArgumentException>(() =>
            TwoSampleClassifier.Of(draws, zeros(9, 2), new RandomStream(1))).Message, StringComparison.Ordinal);
        Assert.Contains("are all draws the same?",
            Assert.Throws<ArgumentException>(() =>
            KernelSteinDiscrepancy.Of(zeros(9, 2), zeros(9, 2), new RandomStream(1))).Message,
            StringComparison.Ordinal);
    }

    private static Tensor Draws(long count, long dimension, long seed) => new RandomStream(seed)
        .Normal([count, dimension], ScalarType.Float64);
}
