using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Tensors;

public sealed class LogSpaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void LogMeanExp_IsTheLogarithmOfTheMean(long axis)
    {
        var logs = tensor(new[,] { { 0.5, -1.0, 2.0 }, { 0.0, 3.0, -2.0 } });
        Close.AssertAll(logs.exp().mean([axis]).log(), LogSpace.LogMeanExp(logs, axis), 1e-14);
    }

    [Fact]
    public void LogMeanExp_DoesNotOverflow()
    {
        var logs = tensor(new[] { 1000.0, 1000.0 + Math.Log(3), double.NegativeInfinity });
        Assert.Equal(1000 + Math.Log(4.0 / 3), LogSpace.LogMeanExp(logs, 0).item<double>(), 1e-12);
    }
}
