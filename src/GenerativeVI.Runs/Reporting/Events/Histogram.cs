using System.Runtime.CompilerServices;

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
    /// <summary>Counts the numbers of a tensor. What is not finite has no bucket and is left out.</summary>
    /// <param name="values">At least one finite number, of any shape; counted as single-precision numbers.</param>
    /// <param name="buckets">At least 1; 64 by default. Numbers that are all equal have one.</param>
    /// <exception cref="ArgumentException">No number is finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is not one bucket.</exception>
    public static Histogram Of(Tensor values, int buckets = 64) =>
        OfFinite(values, buckets) ?? throw new ArgumentException($"values: expected a finite number among {values.numel()}, got none.", nameof(values));

    /// <summary>The same, or null where no number is finite.</summary>
    internal static Histogram? OfFinite(Tensor values, int buckets = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // A run counts every weight and gradient every epoch: extremes and sums are the library's vectorized passes, and only the counting is a loop of ours.
        var numbers = values.detach().to_type(ScalarType.Float32).cpu().reshape(-1);
        if (numbers.numel() == 0 || !IsFinite(Extremes(numbers))) numbers = numbers[numbers.isfinite()];
        var count = numbers.numel();
        if (count == 0) return null;

        var (least, greatest) = Extremes(numbers);
        if (least == greatest) buckets = 1;
        var width = (greatest - least) / buckets;
        var limits = new double[buckets];
        for (var i = 0; i < buckets; i++) limits[i] = least + width * (i + 1);
        limits[^1] = greatest;
        double[] counts = buckets == 1 ? [count] : Counted(numbers.contiguous().data<float>().ToArray(), least, 1 / width, buckets);
        return new Histogram(least, greatest, count, numbers.sum().ToDouble(), numbers.dot(numbers).ToDouble(), limits, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Counted(ReadOnlySpan<float> numbers, double least, double perWidth, int buckets)
    {
        // Rounding may put the greatest at the end of the last bucket: it is in it.
        Span<int> filled = new int[buckets + 1];
        foreach (var number in numbers) filled[(int)((number - least) * perWidth)]++;
        var counts = new double[buckets];
        for (var i = 0; i <= buckets; i++) counts[Math.Min(i, buckets - 1)] += filled[i];
        return counts;
    }

    private static (double Least, double Greatest) Extremes(Tensor numbers)
    {
        var (least, greatest) = numbers.aminmax();
        return (least.ToDouble(), greatest.ToDouble());
    }

    private static bool IsFinite((double Least, double Greatest) extremes) => double.IsFinite(extremes.Least) && double.IsFinite(extremes.Greatest);
}
