namespace GenerativeVI.Evaluation;

/// <summary>
/// The shape k̂ of the generalized Pareto distribution that fits the largest importance weights: how heavy their tail is. Below ½ their variance is finite and the log-mean-exp behaves;
/// up to about 0.7 it is still usable; above, the number of draws says little about the error, and above 1 the mean itself is infinite (Vehtari+ 2024).
/// </summary>
public static class ParetoTail
{
    /// <summary>The fewest weights a tail is fitted to.</summary>
    public const int Shortest = 5;

    /// <summary>k̂ above which an estimate from the weights is not to be relied on.</summary>
    public const double Unreliable = 0.7;

    /// <summary>How many of the largest of S weights make the tail: min(S/5, 3√S), rounded up (Vehtari+ 2024, section 3).</summary>
    /// <param name="samples">S.</param>
    public static int Length(int samples) => (int)Math.Ceiling(Math.Min(0.2 * samples, 3 * Math.Sqrt(samples)));

    /// <summary>k̂ of importance weights, drawn towards ½ as ten further observations would: (n k̂ + 5)/(n + 10).</summary>
    /// <param name="logWeights">log w_s in any order and up to any constant, at least 25 of them.</param>
    /// <returns>k̂; NaN where there are too few weights or the largest are all the same.</returns>
    public static double Shape(ReadOnlySpan<double> logWeights)
    {
        var tail = Length(logWeights.Length);
        if (tail < Shortest) return double.NaN;
        var ordered = logWeights.ToArray();
        Array.Sort(ordered);
        return ShapeOfTail(ordered.AsSpan(^(tail + 1)..));
    }

    /// <summary>The fit of generalized Pareto variables by Zhang &amp; Stephens (2009): the posterior mean of θ = −k/σ on a grid of quantiles, and from it k̂ and σ̂. Bias and error are of order n^(−½) and smaller.</summary>
    /// <param name="exceedances">What the tail is above its threshold, rising, above 0.</param>
    /// <returns>k̂, positive for heavy tails, and σ̂; NaN where the exceedances cannot be told apart.</returns>
    public static (double Shape, double Scale) Fit(ReadOnlySpan<double> exceedances)
    {
        const double prior = 3;
        var (n, points) = (exceedances.Length, 30 + (int)Math.Sqrt(exceedances.Length));
        var quartile = exceedances[(int)(n / 4.0 + 0.5) - 1];
        if (!(quartile > 0) || !double.IsFinite(exceedances[^1]) || exceedances[^1] == exceedances[0]) return (double.NaN, double.NaN);
        Span<double> thetas = stackalloc double[points], logs = stackalloc double[points];
        for (var j = 0; j < points; j++)
        {
            thetas[j] = 1 / exceedances[^1] + (1 - Math.Sqrt(points / (j + 0.5))) / (prior * quartile);
            var shape = MeanLog(exceedances, thetas[j]);
            logs[j] = n * (Math.Log(-thetas[j] / shape) - shape - 1);
        }
        double theta = 0;
        for (var j = 0; j < points; j++)
        {
            double total = 0;
            foreach (var other in logs) total += Math.Exp(other - logs[j]);
            theta += thetas[j] / total;
        }
        var fitted = MeanLog(exceedances, theta);
        return (fitted, -fitted / theta);
    }

    /// <summary>k̂ of the largest log-weights, rising, of which the first is the threshold.</summary>
    internal static double ShapeOfTail(ReadOnlySpan<double> ordered)
    {
        var (threshold, top) = (Math.Exp(ordered[0] - ordered[^1]), ordered[^1]);
        var exceedances = new double[ordered.Length - 1];
        for (var i = 0; i < exceedances.Length; i++) exceedances[i] = Math.Exp(ordered[i + 1] - top) - threshold;
        var n = exceedances.Length;
        return (n * Fit(exceedances).Shape + 5) / (n + 10);
    }

    // Mean log(1 − θx).
    private static double MeanLog(ReadOnlySpan<double> values, double theta)
    {
        double sum = 0;
        foreach (var value in values) sum += Math.Log(1 - theta * value);
        return sum / values.Length;
    }
}
