using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Gaussian score matching: for each draw z_b the normal that is nearest in KL(q_t‖q) among those whose score at z_b
/// is the target's, and then the mean of these normals' means and covariances (Modi+ 2023). Batch and match with one
/// draw and λ = ∞ is the same normal (Cai+ 2024).
/// </summary>
/// <remarks>With V = Σ + (μ − z)(μ − z)ᵀ and score g, Σ′ g = w with w = V g/(1 + ρ), ρ(1 + ρ) = gᵀ V g, so that μ′ =
/// z + w and Σ′ = V − w wᵀ. It costs O(B D²).</remarks>
public static class GaussianScoreMatching
{
    /// <summary>One update.</summary>
    /// <param name="current">q_t, without a batch axis.</param>
    /// <param name="draws">z_b ~ q_t, [B, D].</param>
    /// <param name="scores">g_b = ∇ log p̃(z_b), [B, D], finite.</param>
    /// <returns>q_{t+1}, without a gradient.</returns>
    /// <exception cref="ArgumentException">Shapes do not belong together, a score is not finite, or
    /// the step leads to no normal distribution.</exception>
    public static FullNormal Update(FullNormal current, Tensor draws, Tensor scores)
    {
        TargetScores.Check(current, draws, scores);
        using var _ = no_grad();
        var batch = draws.shape[0];
        var covariance = current.Factor.Product(current.Factor.t());
        var offsets = current.Mean - draws; // [B, D]
        var product = scores.Product(covariance) + offsets * (offsets * scores).sum(-1, keepdim: true); // V g
        var twist = ((product * scores).sum(-1, keepdim: true) * 4 + 1).sqrt(); // 1 + 2ρ
        var w = product * 2 / (twist + 1);
        var mean = (draws + w).mean([0L]);
        var sum = covariance + (offsets.t().Product(offsets) - w.t().Product(w)) / batch;
        return TargetScores.Next(mean, (sum + sum.t()) * 0.5);
    }
}
