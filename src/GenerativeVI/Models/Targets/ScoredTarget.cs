using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A semi-implicit posterior fitted to an unnormalized density p̃ by its score, ∇ log q(z) = E_{q(ψ|z)} ∇ log q(z|ψ):
/// a gradient, and no number (Titsias &amp; Ruiz 2019; Pielok+ 2025). A <see cref="TargetDensity{TPosterior}"/> of the
/// same posterior with a bracket has one.
/// </summary>
public sealed class ScoredTarget : nn.Module, ILatentModel
{
    private readonly CheckedTarget target;
    private readonly IConditional<ISemiImplicit<IDistribution>> posterior;
    private readonly IMixingScore ratio;

    /// <summary>A target and what is fitted to it, which the model owns from now on.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; its shape is checked always, that it is finite and differentiable at the first call.</param>
    /// <param name="posterior">q, without a batch axis, whose draws carry gradients.</param>
    /// <param name="ratio">How the score is found: by chains (<see cref="UnbiasedScoreRatio{TPrior}"/>) or by
    /// importance weights (<see cref="ImportanceScore"/>).</param>
    public ScoredTarget(Func<Tensor, Tensor> target, IConditional<ISemiImplicit<IDistribution>> posterior,
        IMixingScore ratio)
        : base(nameof(ScoredTarget))
    {
        (this.target, this.posterior, this.ratio) = (new CheckedTarget(target), posterior, ratio);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => ratio.Standing;

    /// <summary>S draws of q for each of B rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient needs log q, or q has a batch axis.</exception>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var q = posterior.At(batch.Inputs);
        if (q.BatchShape.Length > 0) throw new ArgumentException($"the posterior of a target has no batch axis: expected [], got {Shapes.Text(q.BatchShape)}.");
        if (gradient.NeedsLogPosterior || gradient.FreezePosterior)
            throw new ArgumentException($"{gradient.GetType().Name} needs log q at a draw, and a score has none; take the pathwise gradient.");
        var draw = gradient.Prepare(q.Sample(random.Split("latent"), samples, batch.Value.shape[0]));
        var score = ratio.Score(q, draw.Value, draw.Mixing!, random.Split("ratio"));
        return new LogTerms(draw, target.At(draw.Value), new RatioEstimate(null, -(score * draw.Value).sum(-1)), Standing);
    }
}
