namespace GenerativeVI.Evaluation;

/// <summary>A number between two estimates, one of a lower bound and one of an upper, each with its standard error.</summary>
/// <param name="Lower">The estimate of the lower bound, nats.</param>
/// <param name="LowerError">Its standard error.</param>
/// <param name="Upper">The estimate of the upper bound; +∞ where none is known.</param>
/// <param name="UpperError">Its standard error; 0 where there is none.</param>
public sealed record Interval(double Lower, double LowerError, double Upper, double UpperError)
{
    // The two-sided 95 % quantile of the normal distribution.
    private const double Errors = 1.959963984540054;

    /// <summary>The least value of the 95 % interval: 1.96 standard errors under the lower bound.</summary>
    public double Least => Lower - Errors * LowerError;

    /// <summary>The greatest value of the 95 % interval: 1.96 standard errors over the upper bound.</summary>
    public double Greatest => Upper + Errors * UpperError;

    /// <summary>What the bounds leave open, their noise apart.</summary>
    public double Width => Upper - Lower;

    /// <summary>By independent draws of each side.</summary>
    internal static Interval Of(Tensor lower, Tensor upper)
    {
        var (below, belowError) = Mean(lower);
        var (above, aboveError) = Mean(upper);
        return new Interval(below, belowError, above, aboveError);

        static (double Mean, double Error) Mean(Tensor values)
        {
            var all = values.to_type(ScalarType.Float64);
            return (all.mean().item<double>(), all.std().item<double>() / Math.Sqrt(all.NumberOfElements));
        }
    }

    /// <summary>The same number with the other sign.</summary>
    public static Interval operator -(Interval interval) => new(-interval.Upper, interval.UpperError, -interval.Lower, interval.LowerError);

    /// <summary>For example "1.49 to 1.55 nats (95 %: 1.48 to 1.56)".</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Lower:F2} to {Upper:F2} nats ({(double.IsNaN(LowerError + UpperError) ? Estimate.NoError : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"95 %: {Least:F2} to {Greatest:F2}"))})");
}
