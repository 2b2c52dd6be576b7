namespace GenerativeVI.Distributions;

/// <summary>The derivative behind implicit gradients of gamma variables, to about twelve digits.</summary>
internal static class IncompleteGamma
{
    private const double Precision = 1e-16;
    private const int MostTerms = 100_000;

    /// <summary>
    /// ∂x/∂a = −∂_a P(a, x)/p(x; a) with p(x; a) = x^(a−1) e^(−x)/Γ(a): the series of P below x = a + 1 and the continued fraction of Q = 1 − P above it, each differentiated
    /// term by term, so that nothing cancels; the Cornish–Fisher expansion for a &gt; 10⁴.
    /// </summary>
    /// <param name="a">The concentration, above 0.</param>
    /// <param name="x">A draw, at least 0.</param>
    public static double QuantileDerivative(double a, double x)
    {
        if (double.IsNaN(a) || double.IsNaN(x) || double.IsInfinity(x)) return double.NaN;
        if (x <= 0) return 0;
        return a > 1e4 ? OfLarge(a, x) : x < a + 1 ? BySeries(a, x) : ByFraction(a, x);
    }

    /// <summary>ψ(x) for x &gt; 0: the recurrence up to 8, then the asymptotic series.</summary>
    public static double Digamma(double x)
    {
        var shift = 0.0;
        for (; x < 8; x++) shift += 1 / x;
        var inverse = 1 / (x * x);
        var series = inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse * (1.0 / 240 - inverse * (1.0 / 132 - inverse * (691.0 / 32760 - inverse / 12))))));
        return Math.Log(x) - 0.5 / x - series - shift;
    }

    // P = x^a e^(−x)/Γ(a + 1) Σ t_n with t_n = xⁿ/((a + 1)…(a + n)); the factor over p is x/a.
    private static double BySeries(double a, double x)
    {
        double term = 1, slope = 0, sum = 1, slopes = 0;
        for (var n = 1; n < MostTerms; n++)
        {
            var ratio = x / (a + n);
            slope = (slope - term / (a + n)) * ratio;
            term *= ratio;
            sum += term;
            slopes += slope;
            if (term <= Precision * sum && -slope <= -Precision * slopes) break;
        }
        return -x / a * ((Math.Log(x) - Digamma(a + 1)) * sum + slopes);
    }

    // Q = x^a e^(−x)/Γ(a) f with f = 1/(b₀ − 1 (1 − a)/(b₁ − 2 (2 − a)/(b₂ − …))), b_i = x + 1 − a + 2i, by Lentz's method with every quantity's derivative in a beside it.
    private static double ByFraction(double a, double x)
    {
        var b = x + 1 - a;
        var (d, dSlope) = (1 / b, 1 / (b * b));
        var (c, cSlope) = (double.PositiveInfinity, 0.0);
        var (f, fSlope) = (d, dSlope);
        for (var i = 1; i < MostTerms; i++)
        {
            var numerator = -i * (i - a);
            b += 2;
            var (lower, lowerSlope) = (numerator * d + b, i * d + numerator * dSlope - 1);
            (c, cSlope) = (b + numerator / c, -1 + (double.IsInfinity(c) ? 0 : i / c - numerator * cSlope / (c * c)));
            (d, dSlope) = (1 / lower, -lowerSlope / (lower * lower));
            var (step, stepSlope) = (c * d, cSlope * d + c * dSlope);
            (f, fSlope) = (f * step, fSlope * step + f * stepSlope);
            if (Math.Abs(step - 1) <= Precision && Math.Abs(f * stepSlope) <= Precision * (Math.Abs(fSlope) + f)) break;
        }
        return x * ((Math.Log(x) - Digamma(a)) * f + fSlope);
    }

    // x = a + u√a + (u² − 1)/3 + (u³ − 7u)/(36√a) − (6u⁴ + 14u² − 32)/(1620a) + …, u the normal quantile that stays fixed.
    private static double OfLarge(double a, double x)
    {
        var root = Math.Sqrt(a);
        var u = (x - a) / root;
        for (var i = 0; i < 4; i++)
        {
            var value = a + u * root + (u * u - 1) / 3 + (u * u * u - 7 * u) / (36 * root) - (6 * Math.Pow(u, 4) + 14 * u * u - 32) / (1620 * a);
            u -= (value - x) / (root + 2 * u / 3 + (3 * u * u - 7) / (36 * root));
        }
        return 1 + u / (2 * root) - (u * u * u - 7 * u) / (72 * a * root) + (6 * Math.Pow(u, 4) + 14 * u * u - 32) / (1620 * a * a);
    }
}
