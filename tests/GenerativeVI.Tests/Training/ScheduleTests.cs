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

    [Fact]
    public void Constant_IsConstant() => Assert.Equal([0.3, 0.3], [new Constant(0.3).At(0), new Constant(0.3).At(1e6)]);
}
