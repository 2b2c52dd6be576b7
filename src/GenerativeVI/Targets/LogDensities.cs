namespace GenerativeVI.Targets;

/// <summary>Log-densities of single numbers, element by element and with all constants.</summary>
internal static class LogDensities
{
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>log N(x; m, s²).</summary>
    public static Tensor Normal(Tensor value, double mean, double scale) =>
        ((value - mean) / scale).square() * -0.5 - (LogRootTwoPi + Math.Log(scale));

    /// <summary>log N(x; m, s²) with the mean as an offset already taken away.</summary>
    /// <param name="offset">x − m.</param>
    /// <param name="scale">s, broadcast.</param>
    public static Tensor Normal(Tensor offset, Tensor scale) => (offset / scale).square() * -0.5 - scale.log()
        - LogRootTwoPi;

    /// <summary>log 1/(π s (1 + (x/s)²)).</summary>
    public static Tensor Cauchy(Tensor value, double scale) => (value / scale).square().log1p() * -1.0
        - Math.Log(Math.PI * scale);

    /// <summary>log Gamma(x; a, rate b), the mean being a/b.</summary>
    public static Tensor Gamma(Tensor value, double shape, double rate) =>
        value.log() * (shape - 1) - value * rate + (shape * Math.Log(rate) - LogGamma(shape));

    /// <summary>log Γ(x) for x above 0: Stirling's series after the argument has been raised above 10.</summary>
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift -= Math.Log(x);
        var inverse = 1 / (x * x);
        var series = 1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260
            - inverse * (1.0 / 1680 - inverse / 1188)));
        return shift + (x - 0.5) * Math.Log(x) - x + LogRootTwoPi + series / x;
    }
}
