namespace GenerativeVI.Models;

/// <summary>The updates of α, and what it lets go.</summary>
internal static class PriorVariances
{
    // An update may not shrink α by more in one iteration: with μ = 0 by symmetry, MacKay's would be 0 at once.
    // And none may reach 0, where nothing can bring it back, nor any square of its inverse infinity.
    private const double MostShrink = 1e-3, Least = 1e-100;

    /// <summary>α after an update, [M].</summary>
    /// <param name="update">Which.</param>
    /// <param name="priorVariance">α, [M].</param>
    /// <param name="mean">μ, [M].</param>
    /// <param name="variance">Σ_ii, [M].</param>
    /// <param name="anchor">What the prior added to the precision of this posterior, [M]: 1/α, or of an α before.</param>
    public static Tensor Next(RelevanceUpdate update, Tensor priorVariance, Tensor mean, Tensor variance, Tensor anchor)
    {
        if (update == RelevanceUpdate.Fixed) return priorVariance.clone();
        var moment = mean.square() + variance;
        if (update == RelevanceUpdate.Em) return moment.clamp_min(Least);
        if (update == RelevanceUpdate.Gradient)
        {
            var ratio = moment / priorVariance;
            // Beyond log ratio lies the other side of the maximum.
            return priorVariance * where(ratio > 1, minimum((ratio - 1) / 2, ratio.log()), (ratio - 1) / 2).exp().clamp_min(Least);
        }
        var determined = (1 - variance * anchor).clamp(1e-12, 1);
        return maximum(mean.square() / determined, priorVariance * MostShrink).clamp_min(Least);
    }

    /// <summary>Which weights stay, bool [M]: all but those whose best α is 0 and that data hardly know; the best determined one stays in any case.</summary>
    /// <param name="mean">μ, [M].</param>
    /// <param name="variance">Σ_ii, [M].</param>
    /// <param name="anchor">1/α in this posterior's precision, [M].</param>
    /// <param name="threshold">The largest γ that counts as hardly known.</param>
    public static Tensor Stays(Tensor mean, Tensor variance, Tensor anchor, double threshold)
    {
        var determined = (1 - variance * anchor).clamp(0, 1);
        var signal = mean.square();
        // ∂ log evidence / ∂α has no zero above 0 iff the basis function's quality q² is at most its sparsity s: μ² ≤ γ Σ_ii.
        var useless = (determined <= threshold).logical_and(signal <= determined * variance);
        var best = (signal / variance).argmax();
        return useless.logical_not().logical_or(arange(signal.shape[0], device: signal.device) == best);
    }
}
