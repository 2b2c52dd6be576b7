using GenerativeVI.Reporting;

namespace GenerativeVI.Tests.Reporting;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(3, 5)]
    [InlineData(7, 10)]
    [InlineData(0.013, 0.02)]
    [InlineData(4200, 5000)]
    public void AStep_IsTheNextOf1And2And5(double width, double step) => Assert.Equal(step, Axis.NiceStep(width), 12);

    [Fact]
    public void AnAxis_BeginsAndEndsAtTicksAroundItsValues()
    {
        var axis = Axis.Around([-187.1, double.NaN, -148.2]);
        Assert.Equal([-190, -180, -170, -160, -150, -140], axis.Ticks);
        Assert.Equal((-190, -140, 0.5), (axis.Least, axis.Greatest, axis.Share(-165)));
        Assert.Equal(["−190", "−140"], new[] { axis.Ticks[0], axis.Ticks[^1] }.Select(axis.Label));
    }

    [Fact]
    public void AnAxisOfEpochs_HasWholeNumbersOnly()
    {
        Assert.Equal([1, 2, 3], Axis.OfWholeNumbers([1, 2, 3]).Ticks);
        Assert.Equal([1], Axis.OfWholeNumbers([1]).Ticks);
        Assert.Equal([0, 200, 400, 600, 800, 1000], Axis.OfWholeNumbers([1, 1000]).Ticks.Prepend(0));
    }

    [Theory]
    [InlineData(0, 0.25, "0.05", "0.25")]
    [InlineData(0, 20000, "5\u2009000", "20\u2009000")]
    [InlineData(-1, 1, "−0.5", "1.0")]
    public void ALabel_HasTheDecimalsOfItsAxis(double least, double greatest, string second, string last)
    {
        var axis = Axis.Around([least, greatest]);
        Assert.Equal((second, last), (axis.Label(axis.Ticks[1]), axis.Label(axis.Ticks[^1])));
    }

    [Theory]
    [InlineData(-3.5)]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void EqualValues_LieInsideTheirAxis(double value)
    {
        var axis = Axis.Around([value, value]);
        Assert.InRange(axis.Share(value), 0.1, 0.9);
        Assert.InRange(axis.Ticks.Count, 2, 12);
    }

    [Fact]
    public void NoValues_HaveAnAxisAllTheSame() => Assert.Equal((0, 1), (Axis.Around([]).Least, Axis.Around([double.NaN]).Greatest));
}
