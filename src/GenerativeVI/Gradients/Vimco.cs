using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>
/// VIMCO: the score function for bounds of several draws, in which every draw's learning signal is the bound less the bound with its own log-weight replaced by the mean of the others'
/// (Mnih &amp; Rezende 2016, eq. 10, geometric mean). Unbiased; for the ELBO it is the leave-one-out baseline.
/// </summary>
public sealed class Vimco : GradientEstimator
{
    private readonly ScoreFunction score = new(new LeaveOneOutBaseline());

    /// <inheritdoc/>
    public override bool FreezePosterior => score.FreezePosterior;

    /// <inheritdoc/>
    public override bool NeedsLogPosterior => score.NeedsLogPosterior;

    /// <inheritdoc/>
    public override bool NeedsPath => score.NeedsPath;

    /// <inheritdoc/>
    public override int LeastSamples => score.LeastSamples;

    /// <inheritdoc/>
    public override Draw Prepare(Draw draw) => score.Prepare(draw);

    /// <inheritdoc/>
    public override Tensor Surrogate(LogTerms terms, Reduction reduction) => score.Surrogate(terms, reduction);
}
