using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// The auxiliary density r(z|x) = N(m, diag s²) of q's own moments that an implicit method compares q with in the prior's place (Mescheder+ 2017, section 3.3): log p − log q = log p − log r − log (q/r), where
/// the last term is small and can be learned even where q and p are far from each other.
/// </summary>
internal static class AdaptiveContrast
{
    public static int Checked(int contrast) => contrast is < 0 or 1
        ? throw new ArgumentOutOfRangeException(nameof(contrast), $"contrast: expected 0 or at least 2 draws, got {contrast}.")
        : contrast;

    /// <summary>r(z|x) from so many draws, without a gradient; null for none.</summary>
    public static Normal? Of(ISampler posterior, int contrast, RandomStream random)
    {
        if (contrast == 0) return null;
        using var _ = no_grad();
        var draws = posterior.Sample(random.Split("moments"), contrast).Value; // [M, B, D]
        return Normal.FromLogScale(draws.mean([0L]), draws.std([0L]).log());
    }

    /// <summary>(z − m)/s; z itself without a reference.</summary>
    public static Tensor Standardized(Tensor value, Normal? reference) => reference is null ? value : (value - reference.Mean) / reference.Scale;

    /// <summary>The prior's density, which adaptive contrast cannot do without.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static IDistribution Known(ISampler prior) => prior as IDistribution
        ?? throw new ArgumentException($"adaptive contrast needs the prior's density, and {prior.GetType().Name} has none; take a prior that can be evaluated, or contrast 0.");
}
