using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>
/// The doubly reparameterized gradient. With F the objective of log-weights ℓ_s and v_s = ∂F/∂ℓ_s, the score of q enters the pathwise gradient with weight v_s; reparameterizing it once more,
/// E v_s ∇_λ log q(z_s) = E (∂v_s/∂ℓ_s) (∂ℓ_s/∂z_s) ∂z_s/∂λ, so that q's parameters get Σ_s (v_s − ∂v_s/∂ℓ_s) (∂ℓ_s/∂z_s) ∂z_s/∂λ, and the model's Σ_s v_s ∂ℓ_s/∂θ as ever. For the
/// importance-weighted bound the factor is w̄_s² with the normalized weights w̄ = v; for the ELBO it is v_s itself, which is sticking the landing (Tucker+ 2019, eq. 8 and section 4).
/// Unbiased for every objective of reparameterized draws; unlike the pathwise gradient its signal-to-noise ratio does not fall with the number of draws.
/// </summary>
public sealed class DoublyReparameterized : GradientEstimator
{
    /// <inheritdoc/>
    public override bool FreezePosterior => true;

    /// <inheritdoc/>
    public override Draw Prepare(Draw draw) => RescaledPath.Prepare(draw);

    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction)
    {
        var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate; // [S, B]
        // What comes back to z_s with weight v_s is multiplied by 1 − (∂v_s/∂ℓ_s)/v_s; a draw without weight counts for nothing, whatever its factor.
        var plain = logWeights.detach();
        var slope = reduction.Slope(plain);
        RescaledPath.Set(terms.Draw, where(slope == 0, zeros_like(slope), 1 - reduction.OwnCurvature(plain) / slope));
        return reduction.Of(logWeights);
    }
}
