using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Evaluation;

public sealed class ScoreTests
{
    [Fact]
    public void Classification_IsCountedByHand()
    {
        var probability = tensor(new[,] { { 0.9, 0.1 }, { 0.6, 0.4 }, { 0.3, 0.7 }, { 0.2, 0.8 } });
        var scores = ClassificationScores.Of(probability, tensor(new long[] { 0, 1, 1, 0 }), bins: 5);
        Assert.Equal(0.5, scores.Error, 1e-15);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.7) + Math.Log(0.2)) / 4, scores.NegativeLogLikelihood, 1e-14);
        Assert.Equal((2 * 0.01 + 2 * 0.36 + 2 * 0.09 + 2 * 0.64) / 4, scores.Brier, 1e-14);
        // Bins (0.4, 0.6]: one wrong at 0.6; (0.6, 0.8]: right at 0.7, wrong at 0.8; (0.8, 1]: right at 0.9.
        Assert.Equal((0.6 + 2 * Math.Abs(0.5 - 0.75) + 0.1) / 4, scores.CalibrationError, 1e-14);
        Assert.Equal([0, 0, 1, 2, 1], scores.Bins.Select(bin => bin.Count));
        Assert.Equal([new ClassScores(2, 2, 1), new ClassScores(2, 2, 1)], scores.Classes);
        Assert.Equal((0.5, 0.5), (scores.Classes[0].Precision, scores.Classes[1].Recall));
    }

    [Fact]
    public void CalibratedPredictions_HaveHardlyACalibrationError_AndOverconfidentOnesDo()
    {
        var random = new RandomStream(1);
        var p = random.Uniform([50_000], ScalarType.Float64);
        var labels = random.Bernoulli(p).to_type(ScalarType.Int64);
        Assert.InRange(ClassificationScores.Of(stack([1 - p, p], -1), labels).CalibrationError, 0, 0.02);
        var bold = p.sub(0.5).sign().mul(0.49).add(0.5);
        Assert.InRange(ClassificationScores.Of(stack([1 - bold, bold], -1), labels).CalibrationError, 0.22, 0.26);
    }

    [Fact]
    public void Regression_HasItsErrorDensityAndCoverage()
    {
        var random = new RandomStream(1);
        var mean = random.Normal([20_000], ScalarType.Float64);
        var targets = mean + 0.3 * random.Normal([20_000], ScalarType.Float64);
        var scores = RegressionScores.Of(mean, full_like(mean, 0.09), targets);
        Assert.Equal((targets - mean).square().mean().sqrt().item<double>(), scores.RootMeanSquare, 1e-12);
        Assert.InRange(scores.NegativeLogLikelihood - (Math.Log(0.3) + 0.5 * Math.Log(2 * Math.PI) + 0.5), -0.04, 0.04);
        // Binomial standard errors are at most 0.0036.
        foreach (var (level, share) in scores.Coverage) Assert.InRange(share, level - 0.022, level + 0.022);
        Assert.Equal(4, scores.Coverage.Count);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("labels: expected [2], got [3].", Assert.Throws<ArgumentException>(() => ClassificationScores.Of(ones(2, 2), zeros(3, dtype: ScalarType.Int64))).Message);
        Assert.StartsWith("mean: expected at least one row.", Assert.Throws<ArgumentException>(() => RegressionScores.Of(zeros(0), zeros(0), zeros(0))).Message);
    }
}
