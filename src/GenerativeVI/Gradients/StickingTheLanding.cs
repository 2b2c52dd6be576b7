namespace GenerativeVI.Gradients;

/// <summary>
/// Sticking the landing: the pathwise gradient without the score of q, E_ε ∇_z [log p(x, z) − log q(z)] ∂z/∂λ. The part left out has mean zero, so it is unbiased for the ELBO; where q is the
/// posterior, log p(x, z) − log q(z) is constant in z and every draw's gradient in q's parameters is zero (Roeder, Wu &amp; Duvenaud 2017). Inside an importance-weighted bound it is biased:
/// <see cref="DoublyReparameterized"/> is the right form there.
/// </summary>
public sealed class StickingTheLanding : GradientEstimator
{
    /// <inheritdoc/>
    public override bool FreezePosterior => true;

    /// <inheritdoc/>
    public override bool IsForMeansOnly => true;

    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction) => reduction.Of(terms.LogLikelihood + terms.LogRatio.Surrogate);
}
