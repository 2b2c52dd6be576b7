using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(2.5, 0.4)]
    [InlineData(10, 1)]
    [InlineData(25, 1)]
    public void LinearRamp_RisesAndStays(double epoch, double expected) => Assert.Equal(expected, new LinearRamp(0.2, 1, 10).At(epoch), 1e-15);

    [Fact]
    public void LinearRamp_MayFall() => Assert.Equal(0.75, new LinearRamp(1, 0.5, 4).At(2), 1e-15);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void LinearRamp_WithoutLength_IsRefused(double epochs) =>
        Assert.Contains("expected above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new LinearRamp(0, 1, epochs)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 0.55)]
    [InlineData(10, 0.1)]
    [InlineData(99, 0.1)]
    public void CosineDecay_IsHalfACosine(double epoch, double expected) => Assert.Equal(expected, new CosineDecay(1, 0.1, 10).At(epoch), 1e-15);

    [Fact]
    public void ExponentialDecay_MultipliesEveryEpoch() => Assert.Equal([0.8, 0.4, 0.1], new[] { 0.0, 1, 3 }.Select(new ExponentialDecay(0.8, 0.5).At));

    [Fact]
    public void StepDecay_FallsInSteps() => Assert.Equal([0.8, 0.8, 0.4, 0.4, 0.2], new[] { 0, 9.9, 10, 19.9, 20 }.Select(new StepDecay(0.8, 0.5, 10).At));

    [Fact]
    public void Stepwise_StaysBetweenItsStages() =>
        Assert.Equal([0, 0, 5, 5, 50, 50], new[] { 0, 9.9, 10, 29.9, 30, 1e6 }.Select(new Stepwise((0, 0), (10, 5), (30, 50)).At));

    [Fact]
    public void Stepwise_OutOfOrder_IsRefused()
    {
        Assert.StartsWith("stages: expected epochs that begin at 0 and rise, got [0, 5, 5].", Assert.Throws<ArgumentException>(() => new Stepwise((0, 1), (5, 2), (5, 3))).Message);
        Assert.StartsWith("stages: expected epochs that begin at 0 and rise, got [1].", Assert.Throws<ArgumentException>(() => new Stepwise((1, 1))).Message);
    }

    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(7, 0.88079707797788244)]
    [InlineData(3, 0.11920292202211755)]
    public void SigmoidRamp_IsALogisticCurve(double epoch, double expected) => Assert.Equal(expected, new SigmoidRamp(0, 1, middle: 5, width: 1).At(epoch), 1e-14);

    [Fact]
    public void Cyclic_StartsOver_AndStaysAfterItsCycles() =>
        Assert.Equal([0, 0.5, 0, 0.5, 1, 1], new[] { 0, 1.0, 2, 3, 4, 9 }.Select(new Cyclic(new LinearRamp(0, 1, 2), length: 2, cycles: 2).At));

    [Fact]
    public void Staged_TriplesEachStage_OverOneDecade()
    {
        var rates = new[] { 0, 0.9, 1, 3.9, 4, 12.9, 13, 1e6 }.Select(new Staged(1e-3, stages: 4).At).ToArray();
        Assert.Equal(new[] { 0, 0, 1, 1, 2, 2, 3, 3 }.Select(stage => 1e-3 * Math.Pow(10, -stage / 3.0)), rates, (a, b) => Math.Abs(a - b) < 1e-18);
    }

    [Fact]
    public void Constant_IsConstant() => Assert.Equal([0.3, 0.3], [new Constant(0.3).At(0), new Constant(0.3).At(1e6)]);
}
