using GenerativeVI.Distributions;

namespace GenerativeVI.Gradients;

/// <summary>The pathwise gradient of two objectives of the same log-weights in one backward pass: the model's parameters learn from the objective itself, q's from another reduction.</summary>
/// <param name="ofPosterior">The reduction that q's parameters learn from, [S, n] to [n].</param>
internal sealed class SplitWeights(Func<Tensor, Tensor> ofPosterior) : GradientEstimator
{
    // Below any weight that matters, and far enough above the smallest float32 that what comes back with it can be scaled up again.
    private const double Floor = 1e-25;

    public override bool FreezePosterior => true;

    public override Draw Prepare(Draw draw) => RescaledPath.Prepare(draw);

    public override Tensor Surrogate(LogTerms terms, Func<Tensor, Tensor> reduce)
    {
        var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate; // [S, B]
        var weights = Derivative(logWeights, reduce).clamp(min: Floor);
        var posterior = Derivative(logWeights, ofPosterior);
        RescaledPath.Set(terms.Draw, posterior / weights);
        return (weights * logWeights - posterior * terms.LogPosterior!).sum(dim: 0);
    }

    private static Tensor Derivative(Tensor logWeights, Func<Tensor, Tensor> reduce)
    {
        using var _ = enable_grad();
        var leaf = logWeights.detach().requires_grad_();
        return autograd.grad([reduce(leaf).sum()], [leaf])[0];
    }
}
