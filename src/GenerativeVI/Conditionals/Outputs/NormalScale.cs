namespace GenerativeVI.Conditionals;

/// <summary>The scale of a Gaussian likelihood, which a bound keeps from shrinking to nothing: log σ = log σ_min + softplus(s − log σ_min).</summary>
internal static class NormalScale
{
    /// <summary>log σ_min.</summary>
    public static double Bound(double minimumScale) => minimumScale > 0
        ? Math.Log(minimumScale)
        : throw new ArgumentOutOfRangeException(nameof(minimumScale), $"minimum scale: expected above 0, got {minimumScale}; without a bound the likelihood is unbounded.");

    /// <summary>log σ.</summary>
    public static double Fixed(double scale) =>
        scale > 0 && double.IsFinite(scale) ? Math.Log(scale) : throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");

    /// <summary>The s of a scale above the bound.</summary>
    public static double Free(double logScale, double bound)
    {
        var above = logScale - bound;
        if (!(above > 0)) throw new ArgumentOutOfRangeException(nameof(logScale), $"scale: expected above the minimum {Math.Exp(bound):G4}, got {Math.Exp(logScale):G4}.");
        // The inverse of softplus, without overflow.
        return bound + above + Math.Log(-Math.Exp(-above) + 1);
    }

    /// <summary>log σ of s.</summary>
    public static Tensor Bounded(Tensor free, double bound) => nn.functional.softplus(free - bound) + bound;
}
