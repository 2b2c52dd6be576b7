namespace GenerativeVI.Gradients;

/// <summary>
/// Ordinary differentiation through discrete draws that carry the gradient of something smooth in their stead (<see cref="Distributions.IStraightThrough"/>): biased, by an unknown amount, and
/// often good enough to learn from (Bengio+ 2013). The bound's number is not touched by it.
/// </summary>
public sealed class StraightThrough : GradientEstimator
{
    /// <inheritdoc/>
    public override bool NeedsPath => false;

    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction) => reduction.Of(terms.LogLikelihood + terms.LogRatio.Surrogate);
}
