using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>The pathwise gradient of two objectives of the same log-weights in one backward pass: the model's parameters learn from the objective itself, q's from another reduction.</summary>
/// <param name="ofPosterior">The reduction that q's parameters learn from.</param>
internal sealed class SplitWeights(Reduction ofPosterior) : GradientEstimator
{
    // Below any weight that matters, and far enough above the smallest float32 that what comes back with it can be scaled up again.
    private const double Floor = 1e-25;

    public override bool FreezePosterior => true;

    public override Draw Prepare(Draw draw) => RescaledPath.Prepare(draw);

    public override Tensor Surrogate(LogTerms terms, Reduction reduction)
    {
        var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate; // [S, B]
        var weights = reduction.Slope(logWeights).clamp(min: Floor);
        var posterior = ofPosterior.Slope(logWeights);
        RescaledPath.Set(terms.Draw, posterior / weights);
        var atFixedValue = terms.LogPosterior
            ?? throw new ArgumentException("two objectives of the same draws need log q at a fixed z, and this posterior is known by a bracket alone; take a posterior with a density, or one objective for both.");
        return (weights * logWeights - posterior * atFixedValue).sum(dim: 0);
    }
}
