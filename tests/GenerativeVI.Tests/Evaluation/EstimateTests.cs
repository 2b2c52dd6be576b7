using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;

namespace GenerativeVI.Tests.Evaluation;

public sealed class EstimateTests
{
    [Fact]
    public void Of_IsTheMeanAndItsStandardError()
    {
        var estimate = Estimate.Of([-90.0, -80.0, -100.0, -70.0], Guarantee.Lower, samples: 5);
        Assert.Equal(-85, estimate.Value, 1e-12);
        Assert.Equal(Math.Sqrt(500.0 / 3 / 4), estimate.StandardError, 1e-12);
        Assert.Equal((4, 5), (estimate.Count, estimate.Samples));
    }

    [Fact]
    public void Of_LosesNoDigitsFarFromZero()
    {
        var estimate = Estimate.Of([1e9 + 1, 1e9 + 2, 1e9 + 3], Guarantee.Lower, 1);
        Assert.Equal(1 / Math.Sqrt(3), estimate.StandardError, 1e-7);
    }

    [Fact]
    public void OneRow_HasNoStandardError()
    {
        var one = Estimate.Of([-3.0], Guarantee.Lower, 1);
        Assert.True(double.IsNaN(one.StandardError));
        Assert.Equal("-3.00 nats (lower bound, no standard error from one row)", one.ToString());
        Assert.Equal("1.00 to 2.00 nats (no standard error from one row)", new Interval(1, double.NaN, 2, double.NaN).ToString());
    }

    [Theory]
    [InlineData(Guarantee.Lower, ">=", "-87.61 nats (lower bound, ± 0.24)")]
    [InlineData(Guarantee.Upper, "<=", "-87.61 nats (upper bound, ± 0.24)")]
    [InlineData(Guarantee.Exact, "=", "-87.61 nats (exact, ± 0.24)")]
    [InlineData(Guarantee.Unbiased, "~", "-87.61 nats (unbiased for p(x), ± 0.24)")]
    [InlineData(Guarantee.Estimated, "~", "-87.61 nats (estimate, ± 0.24)")]
    [InlineData(Guarantee.None, "~", "-87.61 nats (no bound, ± 0.24)")]
    public void Text_SaysWhatTheNumberMayBeCalled(Guarantee guarantee, string relation, string text)
    {
        var estimate = new Estimate(-87.614, guarantee, 0.2449, 10, 1);
        Assert.Equal((relation, text), (estimate.Relation, estimate.ToString()));
    }
}
