using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;

namespace GenerativeVI.Tests.Evaluation;

public sealed class CertificateTests
{
    private static readonly AnnealingSettings Settings = new(Temperatures.Linear(3), 2);

    [Fact]
    public void Limits_AreMarkovs_OverTheRows()
    {
        var lower = CertifiedBound.Of("weights", Weights(Guarantee.Exact), 0.99);
        Assert.Equal(-2.5 - Math.Log(100) / 2, lower.Limit, 1e-12);
        var upper = CertifiedBound.Of("back", Annealed(Guarantee.Upper, -1, -2), 0.99);
        Assert.Equal(-1.5 + Math.Log(100) / 2, upper.Limit, 1e-12);
    }

    [Theory]
    [InlineData(Guarantee.Unbiased, true)]
    [InlineData(Guarantee.Lower, false)]
    [InlineData(Guarantee.None, false)]
    public void Weights_WithoutAnUnbiasedMean_HaveNoLimit(Guarantee guarantee, bool hasLimit) =>
        Assert.Equal(hasLimit, double.IsFinite(CertifiedBound.Of("weights", Weights(guarantee)).Limit));

    [Fact]
    public void TheBest_OfSeveralBounds_CostsTheConfidenceOfAll()
    {
        var certificate = new Certificate(
            [CertifiedBound.Of("weights", Weights(Guarantee.Exact)), CertifiedBound.Of("forth", Annealed(Guarantee.Lower, -2, -2)), CertifiedBound.Of("back", Annealed(Guarantee.Upper, -1, -2))]);
        Assert.Equal(("forth", "back"), (certificate.Lower!.Method, certificate.Upper!.Method));
        Assert.Equal(-2 - Math.Log(20) / 2, certificate.LowerLimit, 1e-12);
        Assert.Equal(-1.5 + Math.Log(20) / 2, certificate.UpperLimit, 1e-12);
        Assert.Equal(0.85, certificate.Confidence, 1e-12);
    }

    [Fact]
    public void WithoutAnUpperBound_NoneIsKnown()
    {
        var certificate = new Certificate([CertifiedBound.Of("weights", Weights(Guarantee.Exact))]);
        Assert.Null(certificate.Upper);
        Assert.Equal(double.PositiveInfinity, certificate.UpperLimit);
        Assert.Null(new Certificate([CertifiedBound.Of("weights", Weights(Guarantee.None))]).Lower);
    }

    [Fact]
    public void Confidence_IsAProbability() => Assert.Throws<ArgumentOutOfRangeException>(() => CertifiedBound.Of("weights", Weights(Guarantee.Exact), 1));

    private static WeightedRows Weights(Guarantee guarantee) => new([-4, -4], [-2, -3], [1, 1], [1, 1], [0, 0], 5, new Standing(guarantee, Weighting.PerDraw));

    private static AnnealedRows Annealed(Guarantee guarantee, params double[] values) => new(values, [1, 1], guarantee, Settings, [0.1, 0.1]);
}
