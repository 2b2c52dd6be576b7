using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Distributions;

public sealed class NormalMixtureTests
{
    private const int K = 50, D = 40;

    /// <summary>The square is multiplied out: the cancellation must stay as small as the remarks say, at the scales that posteriors have.</summary>
    [Fact]
    public void LogDensity_InSinglePrecision_IsThatOfDoublePrecision()
    {
        var random = new RandomStream(1);
        var (logits, mean) = (random.Normal([K], ScalarType.Float64), random.Normal([K, D], ScalarType.Float64));
        var logScale = random.Uniform([K, D], ScalarType.Float64) * 3 - 3; // σ from 0.05 to 1
        var value = random.Normal([200, D], ScalarType.Float64);
        var exact = (-0.5 * ((value.unsqueeze(1) - mean) / logScale.exp()).square() - logScale).sum(-1) - 0.5 * D * Math.Log(2 * Math.PI) + logits.log_softmax(0);
        var (expected, single) = (exact.logsumexp(-1), NormalMixture.FromLogScale(logits.to_type(ScalarType.Float32), mean.to_type(ScalarType.Float32), logScale.to_type(ScalarType.Float32)));
        var found = single.LogDensity(value.to_type(ScalarType.Float32)).to_type(ScalarType.Float64);
        Assert.True((found - expected).abs().max().item<double>() < 0.02, $"off by {(found - expected).abs().max().item<double>()} nats");
        Assert.True(((found - expected) / expected).abs().max().item<double>() < 1e-5);
        Assert.True(expected.std().item<double>() > 10);
    }

    [Fact]
    public void ShapesThatDoNotFit_AreRefused()
    {
        Assert.StartsWith("logits: expected [4]", Assert.Throws<ArgumentException>(() => NormalMixture.FromLogScale(zeros(3), zeros(4, 2), zeros(4, 2))).Message, StringComparison.Ordinal);
        Assert.StartsWith("value: expected [..., 2]", Assert.Throws<ArgumentException>(() => NormalMixture.FromLogScale(zeros(4), zeros(4, 2), zeros(4, 2)).LogDensity(zeros(5, 3))).Message, StringComparison.Ordinal);
    }
}
