using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>How the gradient of an expectation under q is estimated: what happens to a draw before it is used, and what is differentiated in the end.</summary>
public abstract class GradientEstimator
{
    /// <summary>The draw as the rest of the model sees it.</summary>
    /// <param name="draw">z ~ q, with its path to q's parameters.</param>
    public virtual Draw Prepare(Draw draw) => draw;

    /// <summary>A tensor whose gradient estimates that of the objective.</summary>
    /// <param name="terms">The parts, whose surrogates are differentiated.</param>
    /// <param name="reduce">The objective's own reduction of log-weights, [S, B] to [B].</param>
    /// <returns>[B].</returns>
    public abstract Tensor Surrogate(LogTerms terms, Func<Tensor, Tensor> reduce);
}
