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
    public override Tensor Surrogate(LogTerms terms, Func<Tensor, Tensor> reduce)
    {
        var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate; // [S, B]
        RescaledPath.Set(terms.Draw, PathFactors(logWeights.detach(), reduce));
        return reduce(logWeights);
    }

    /// <summary>(v_s − ∂v_s/∂ℓ_s)/v_s, [S, B]: what the gradient at z_s, which comes back with weight v_s, is multiplied by.</summary>
    private static Tensor PathFactors(Tensor logWeights, Func<Tensor, Tensor> reduce)
    {
        using var _ = enable_grad();
        // Every column of the copies has one log-weight of its own to vary, so that the sum's second derivatives are the diagonal alone.
        var own = logWeights.to_type(ScalarType.Float64).requires_grad_(); // [S, B]
        var columns = reduce(OneByOne.Replace(own.detach(), own));
        var first = autograd.grad([columns.sum()], [own], create_graph: true)[0];
        if (!first.requires_grad) return ones_like(logWeights);
        var second = autograd.grad([first.sum()], [own])[0];
        // A draw without weight counts for nothing, whatever its factor.
        return where(first == 0, zeros_like(first), 1 - second / first).detach().to_type(logWeights.dtype);
    }
}
