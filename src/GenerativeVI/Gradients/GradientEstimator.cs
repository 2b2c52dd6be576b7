using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>How the gradient of an expectation under q is estimated: what happens to a draw before it is used, and what is differentiated in the end.</summary>
public abstract class GradientEstimator
{
    /// <summary>Whether log q is evaluated with q's parameters frozen, so that its gradient reaches them through z alone; false by default.</summary>
    public virtual bool FreezePosterior => false;

    /// <summary>Whether <see cref="LogTerms.LogPosterior"/> is needed whatever the log-ratio; false by default.</summary>
    public virtual bool NeedsLogPosterior => false;

    /// <summary>Whether draws must carry gradients to q's parameters; true by default. A score function needs none.</summary>
    public virtual bool NeedsPath => true;

    /// <summary>Whether the estimate is unbiased only where the objective is the mean of its log-weights, as the ELBO is; false by default.</summary>
    public virtual bool IsForMeansOnly => false;

    /// <summary>The fewest draws a row that it works with; 1 by default.</summary>
    public virtual int LeastSamples => 1;

    /// <summary>What it learns or remembers, to be trained and saved with the model (<c>AccompaniedModel</c>); null, the default, for nothing.</summary>
    public virtual nn.Module? State => null;

    /// <summary>The draw as the rest of the model sees it.</summary>
    /// <param name="draw">z ~ q, with its path to q's parameters.</param>
    public virtual Draw Prepare(Draw draw) => draw;

    /// <summary>A tensor whose gradient estimates that of the objective.</summary>
    /// <param name="terms">The parts, whose surrogates are differentiated.</param>
    /// <param name="reduction">The objective's own reduction of log-weights.</param>
    /// <returns>[B].</returns>
    public abstract Tensor Surrogate(LogTerms terms, Reduction reduction);
}
