namespace GenerativeVI.Tests.Statistics;

/// <summary>Comparisons of a mean of independent draws with a number known otherwise.</summary>
public static class MonteCarlo
{
    /// <summary>P(|N(0, 1)| &gt; 6.11) = 10⁻⁹: the chance that a right mean is called wrong.</summary>
    public const double StandardErrors = 6.11;

    /// <summary>Asserts that draws have the mean expected of them, within 6.11 of their own standard errors.</summary>
    /// <param name="expected">[...], or broadcastable to it.</param>
    /// <param name="draws">[n, ...], independent along the first axis.</param>
    /// <param name="meaningful">The largest tolerance with which the test still says something.</param>
    public static void AssertMean(Tensor expected, Tensor draws, double meaningful)
    {
        var n = draws.shape[0];
        var error = draws.std([0L]) / Math.Sqrt(n);
        // The last term lets draws without variance differ by rounding.
        var tolerance = error * StandardErrors + (expected.abs() + 1) * 1e-12;
        var difference = (draws.mean([0L]) - expected).abs();
        var worst = (difference / tolerance).max().item<double>();
        Assert.True(tolerance.max().item<double>() <= meaningful, $"the tolerance {tolerance.max().item<double>():G3} from {n} draws is above {meaningful}: take more");
        Assert.True(worst <= 1, $"the mean of {n} draws is off by {worst * StandardErrors:F1} standard errors: expected {Numbers(expected)}, got {Numbers(draws.mean([0L]))}");
    }

    /// <summary>Asserts the mean of an estimate that knows its own standard error.</summary>
    public static void AssertMean(double expected, double value, double standardError, double meaningful)
    {
        var tolerance = StandardErrors * standardError + 1e-12 * (1 + Math.Abs(expected));
        Assert.True(tolerance <= meaningful, $"the tolerance {tolerance:G3} is above {meaningful}: take more draws");
        Assert.True(Math.Abs(value - expected) <= tolerance, $"expected {expected:G8}, got {value:G8}, which is off by more than {tolerance:G3}");
    }

    private static string Numbers(Tensor values) => string.Join(", ", values.flatten().data<double>().ToArray().Select(v => v.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)));
}
