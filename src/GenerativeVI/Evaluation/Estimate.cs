using System.Globalization;
using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>A reported number, with what it may be called.</summary>
/// <param name="Value">The mean over the rows, nats.</param>
/// <param name="Guarantee">What it is of the mean log p(x).</param>
/// <param name="StandardError">The standard deviation over the rows divided by √N: spread between rows and Monte Carlo noise together, nats; NaN of one row.</param>
/// <param name="Count">N, the rows.</param>
/// <param name="Samples">S, the draws a row.</param>
public sealed record Estimate(double Value, Guarantee Guarantee, double StandardError, long Count, int Samples)
{
    /// <summary>The kind in words: "lower bound", "no bound", …</summary>
    public string Kind => Guarantee switch
    {
        Guarantee.Exact => "exact",
        Guarantee.Lower => "lower bound",
        Guarantee.Upper => "upper bound",
        Guarantee.Unbiased => "unbiased for p(x)",
        Guarantee.Estimated => "estimate",
        _ => "no bound",
    };

    /// <summary>The sign between name and number: ">=" for a lower bound, as in log p(x) >= −87.6.</summary>
    public string Relation => Guarantee switch { Guarantee.Lower => ">=", Guarantee.Upper => "<=", Guarantee.Exact => "=", _ => "~" };

    /// <summary>What is said instead of a standard error where there is none.</summary>
    public const string NoError = "no standard error from one row";

    /// <summary>The standard error as it stands behind a value: "± 0.24", or that there is none.</summary>
    public string ErrorText => double.IsNaN(StandardError) ? NoError : string.Create(CultureInfo.InvariantCulture, $"± {StandardError:F2}");

    /// <summary>The mean and standard error of values of rows.</summary>
    /// <param name="perDatum">[N], nats.</param>
    /// <param name="guarantee">What each is of log p(x).</param>
    /// <param name="samples">S.</param>
    public static Estimate Of(ReadOnlySpan<double> perDatum, Guarantee guarantee, int samples)
    {
        double mean = 0, squares = 0;
        for (var i = 0; i < perDatum.Length; i++)
        {
            var delta = perDatum[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (perDatum[i] - mean);
        }
        var error = perDatum.Length > 1 ? Math.Sqrt(squares / (perDatum.Length - 1) / perDatum.Length) : double.NaN;
        return new Estimate(mean, guarantee, error, perDatum.Length, samples);
    }

    /// <summary>Bits per dimension, −value/(D log 2), of a log p(x): the better the smaller, and above the truth where the value is a lower bound.</summary>
    /// <param name="dimension">D ≥ 1, the elements of a row.</param>
    public double BitsPerDimension(long dimension) => -Value / (dimension * Math.Log(2));

    /// <summary>For example "-87.61 nats (lower bound, ± 0.24)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:F2} nats ({Kind}, {ErrorText})");
}
