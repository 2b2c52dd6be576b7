using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

public sealed class DropoutTests
{
    [Fact]
    public void InTraining_AShareIsDropped_AndTheRestKeepsTheMean()
    {
        using var scope = NewDisposeScope();
        const int count = 40_000;
        const double rate = 0.3;
        var thinned = new Dropout(rate, new RandomStream(1)).call(ones(count, dtype: ScalarType.Float64));
        var values = thinned.data<double>().ToArray();
        Assert.All(values.Distinct(), value => Assert.True(value == 0 || Math.Abs(value - 1 / (1 - rate)) < 1e-12));
        // Of a Bernoulli share, at a failure probability of 1e-9.
        Assert.Equal(rate, values.Count(value => value == 0) / (double)count, 6.1 * Math.Sqrt(rate * (1 - rate) / count));
    }

    [Fact]
    public void AtRest_AndWithoutARate_NothingIsDropped()
    {
        using var scope = NewDisposeScope();
        var input = new RandomStream(2).Normal([50]);
        var layer = new Dropout(0.5, new RandomStream(1));
        layer.eval();
        Close.AssertSame(input, layer.call(input));
        Close.AssertSame(input, new Dropout(0, new RandomStream(1)).call(input));
    }

    [Fact]
    public void Masks_AreTheStreams()
    {
        using var scope = NewDisposeScope();
        var (random, input) = (new RandomStream(1), ones(100));
        var layer = new Dropout(0.5, random);
        var first = layer.call(input);
        Assert.False(first.allclose(layer.call(input)));
        random.Restore(new Dictionary<string, long>());
        Close.AssertSame(first, layer.call(input));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ARateOutsideItsRange_IsRefused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate, new RandomStream(1)));
}
