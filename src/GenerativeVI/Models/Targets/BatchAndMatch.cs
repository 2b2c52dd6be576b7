using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Batch and match: a full-covariance normal is moved by the scores of the target at a batch of its draws, in closed
/// form (Cai+ 2024, algorithm 1). The update minimizes the score-based divergence from the batch, (1/B) Σ_b ‖∇ log
/// q(z_b) − g_b‖²_Σ, plus (2/λ) KL(q_t‖q).
/// </summary>
/// <remarks>
/// On a normal target and with more than D draws a single step at λ → ∞ is exact. It has no step size to tune and no
/// gradient of an expectation to estimate, and costs O(D³ + B D²).
/// </remarks>
public static class BatchAndMatch
{
    /// <summary>One update.</summary>
    /// <param name="current">q_t, without a batch axis.</param>
    /// <param name="draws">z_b ~ q_t, [B, D].</param>
    /// <param name="scores">g_b = ∇ log p̃(z_b), [B, D], finite.</param>
    /// <param name="strength">λ above 0, the inverse of a regularization: B D and B D/(t + 1) are usual; +∞ ignores
    /// q_t but for its draws, which needs more than D of them.</param>
    /// <returns>q_{t+1}, without a gradient.</returns>
    /// <exception cref="ArgumentException">Shapes do not belong together, a score is not finite, or what the batch
    /// says is no covariance.</exception>
    public static FullNormal Update(FullNormal current, Tensor draws, Tensor scores, double strength)
    {
        if (!(strength > 0))
            throw new ArgumentOutOfRangeException(nameof(strength), $"strength: expected above 0, got {strength}.");
        TargetScores.Check(current, draws, scores);
        using var _ = no_grad();
        var batch = draws.shape[0];
        var (centre, slope) = (draws.mean([0L]), scores.mean([0L]));
        var (offsets, slopes) = (draws - centre, scores - slope);
        var shift = (current.Mean - centre).unsqueeze(-1);
        // The equation Σ U Σ + Σ = V divided by 1 + λ, so that λ = ∞ is no special case: Σ U Σ + κ Σ = V.
        var (share, rest) = (double.IsInfinity(strength) ? 1 : strength / (1 + strength), 1 / (1 + strength));
        var u = slopes.t().Product(slopes) * (share / batch)
            + slope.unsqueeze(-1).Product(slope.unsqueeze(0)) * (share * rest);
        var v = current.Factor.Product(current.Factor.t()) * rest + offsets.t().Product(offsets) * (share / batch)
            + shift.Product(shift.t()) * (share * rest);
        var covariance = Solve(u, v, rest);
        var mean = current.Mean * rest + (covariance.Product(slope) + centre) * share;
        return TargetScores.Next(mean, covariance);
    }

    // Σ U Σ + κ Σ = V with V = L Lᵀ: Σ = L s(Lᵀ U L) Lᵀ, where s solves s² m + κ s = 1 for each eigenvalue m, that is
    // 2/(κ + √(κ² + 4m)).
    private static Tensor Solve(Tensor u, Tensor v, double kappa)
    {
        var (factor, info) = linalg.cholesky_ex((v + v.t()) * 0.5);
        if (info.item<int>() > 0)
            throw new ArgumentException(
                $"draws: {v.shape[0]} dimensions need more draws than that at this strength, or the draws lie in a "
                + "subspace; take more, or a smaller strength.");
        var inner = factor.t().Product(u).Product(factor);
        if (!inner.isfinite().all().item<bool>()) throw TargetScores.NoNormal();
        var (eigenvalues, basis) = Eigen((inner + inner.t()) * 0.5);
        var solved = ((eigenvalues.clamp_min(0) * 4 + kappa * kappa).sqrt() + kappa).reciprocal() * 2;
        var half = factor.Product(basis) * solved.sqrt(); // Σ = H Hᵀ
        return half.Product(half.t());
    }

    private static (Tensor Values, Tensor Vectors) Eigen(Tensor matrix)
    {
        try
        {
            return linalg.eigh(matrix);
        }
        catch (System.Runtime.InteropServices.ExternalException e)
        {
            throw TargetScores.NoNormal(e);
        }
    }
}
