namespace GenerativeVI.Tests.Oracles;

/// <summary>Comparisons up to rounding.</summary>
public static class Close
{
    /// <summary>Asserts that every element differs by at most the tolerance, relative to 1 + |expected|; the shapes broadcast.</summary>
    public static void AssertAll(Tensor expected, Tensor actual, double tolerance)
    {
        var worst = ((expected - actual).abs() / (expected.abs() + 1)).max().to_type(ScalarType.Float64).item<double>();
        Assert.True(worst <= tolerance, $"differs by {worst:G3}, more than {tolerance:G3}");
    }

    /// <summary>Asserts the same shape and the same bits.</summary>
    public static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.detach().cpu().contiguous().bytes.ToArray(), actual.detach().cpu().contiguous().bytes.ToArray());
    }
}
