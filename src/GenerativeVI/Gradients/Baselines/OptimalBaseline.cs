using GenerativeVI.Tensors;

namespace GenerativeVI.Gradients;

/// <summary>
/// The constant of least variance, b* = E[ℓ‖s‖²]/E‖s‖² with the score s = ∇_λ log q(z), from running means over earlier batches (Ranganath+ 2014). The squared norms come from one random
/// direction a batch: E_v (s·v)² = ‖s‖² for v ~ N(0, I), whose s·v of all draws take two backward passes through log q.
/// </summary>
public sealed class OptimalBaseline : Baseline
{
    private readonly RunningMean running;
    private readonly IReadOnlyList<Parameter> scored;
    private readonly RandomStream random;

    /// <summary>A baseline of 0 until its first batch.</summary>
    /// <param name="posterior">q's module, λ; on its device already.</param>
    /// <param name="random">The stream of the directions.</param>
    /// <param name="decay">The weight of what was, in [0, 1).</param>
    public OptimalBaseline(nn.Module posterior, RandomStream random, double decay = 0.99)
        : base(nameof(OptimalBaseline))
    {
        // Not as a module: the model owns it.
        scored = [.. posterior.parameters()];
        this.random = random;
        running = new RunningMean(2, decay);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor At(LogTerms terms, Tensor signal)
    {
        var before = running.Value;
        if (training && is_grad_enabled())
        {
            var squares = SquaresOfScores(terms.LogPosterior!).to_type(ScalarType.Float64);
            running.Add(stack([(signal * squares).mean(), squares.mean()]));
        }
        return (before[0] / where(before[1] > 0, before[1], ones_like(before[1]))).to_type(signal.dtype);
    }

    /// <summary>(s·v)² of every draw for one v, [S, B].</summary>
    private Tensor SquaresOfScores(Tensor logPosterior)
    {
        // Σ u ∇ log q is linear in u, so its derivative in u along v is every draw's own s·v.
        var weights = ones_like(logPosterior).requires_grad_();
        var scores = Derivatives.OfUsed([(weights * logPosterior).sum()], [.. scored], differentiable: true);
        Tensor? along = null;
        foreach (var score in scores)
        {
            if (score is null) continue;
            var part = (score * random.Normal(score.shape, score.dtype)).sum();
            along = along is null ? part : along + part;
        }
        if (along is null) throw new ArgumentException("the optimal baseline was given a module that log q does not depend on; give it the posterior's.");
        return Derivatives.Of(along, weights, retain: true).square();
    }
}
