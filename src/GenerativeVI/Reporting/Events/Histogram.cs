namespace GenerativeVI.Reporting;

/// <summary>How numbers are spread: counts in buckets of equal width between the least and the greatest.</summary>
/// <param name="Least">The smallest finite number.</param>
/// <param name="Greatest">The largest.</param>
/// <param name="Count">How many finite numbers there are.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
/// <param name="Limits">The upper end of each bucket, rising; the last is at least <paramref name="Greatest"/>.</param>
/// <param name="Counts">How many lie in each.</param>
public sealed record Histogram(
    double Least, double Greatest, long Count, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<double> Counts)
{
    /// <summary>Counts numbers. What is not finite has no bucket and is left out.</summary>
    /// <param name="values">At least one finite number.</param>
    /// <param name="buckets">At least 1; 64 by default. Numbers that are all equal have one.</param>
    /// <exception cref="ArgumentException">No number is finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is not one bucket.</exception>
    public static Histogram Of(ReadOnlySpan<float> values, int buckets = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        var (least, greatest, sum, squares, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0, 0L);
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            // By comparison: it is finite, and millions of them are looked at an epoch.
            if (value < least) least = value;
            if (value > greatest) greatest = value;
            sum += value;
            squares += value * value;
            count++;
        }
        if (count == 0) throw new ArgumentException($"values: expected a finite number among {values.Length}, got none.", nameof(values));
        if (least == greatest) buckets = 1;

        var width = (greatest - least) / buckets;
        var (limits, counts) = (new double[buckets], new double[buckets]);
        for (var i = 0; i < buckets; i++) limits[i] = least + width * (i + 1);
        limits[^1] = greatest;
        if (buckets == 1)
        {
            counts[0] = count;
            return new Histogram(least, greatest, count, sum, squares, limits, counts);
        }
        var (perWidth, filled) = (1 / width, new int[buckets + 1]);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) filled[(int)((value - least) * perWidth)]++;
        }
        // Where the greatest rounds to the end of the last bucket, it is in it.
        for (var i = 0; i <= buckets; i++) counts[Math.Min(i, buckets - 1)] += filled[i];
        return new Histogram(least, greatest, count, sum, squares, limits, counts);
    }
}
