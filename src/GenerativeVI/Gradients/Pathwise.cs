namespace GenerativeVI.Gradients;

/// <summary>
/// The reparameterized gradient: with z = f(ε, λ), ∇_λ E_q f = E_ε ∇_λ f(z(ε, λ)), by ordinary differentiation of the reduced log-weights. Unbiased for every objective
/// of reparameterized draws (Kingma &amp; Welling 2014; Rezende+ 2014).
/// </summary>
public sealed class Pathwise : GradientEstimator
{
    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction) => reduction.Of(terms.LogLikelihood + terms.LogRatio.Surrogate);
}
