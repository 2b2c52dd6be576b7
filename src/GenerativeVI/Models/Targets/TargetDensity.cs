using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A posterior q(z) fitted to an unnormalized density p̃(z) with log Z = log ∫ p̃: E_q [log p̃(z) − Upper(q, z)] ≤ log Z − KL(q‖p̃/Z), whatever the bracket of q. Every objective of latent-variable
/// models works on it, with log Z in the place of log p(x).
/// </summary>
/// <typeparam name="TPosterior">The type of q.</typeparam>
public sealed class TargetDensity<TPosterior> : nn.Module, ILatentModel, IBoundedPosterior
    where TPosterior : ISampler
{
    private readonly CheckedTarget target;
    private readonly IConditional<TPosterior> posterior;
    private readonly IDensityBound<TPosterior> bracket;

    /// <summary>A target and what is fitted to it, which the model owns from now on.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; its shape is checked always, that it is finite and differentiable at the first call.</param>
    /// <param name="posterior">q, without a batch axis.</param>
    /// <param name="bracket">The bracket whose upper side is taken for log q.</param>
    public TargetDensity(Func<Tensor, Tensor> target, IConditional<TPosterior> posterior, IDensityBound<TPosterior> bracket)
        : base(nameof(TargetDensity<>))
    {
        (this.target, this.posterior, this.bracket) = (new CheckedTarget(target), posterior, bracket);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => new(bracket.IsExact ? Guarantee.Exact : Guarantee.Lower, Weighting.PerDraw);

    /// <summary>q.</summary>
    public IConditional<TPosterior> Posterior => posterior;

    /// <summary>The bracket of log q.</summary>
    public IDensityBound<TPosterior> Bracket => bracket;

    /// <summary>log p̃.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <returns>[...].</returns>
    public Tensor LogTarget(Tensor value) => target.At(value);

    /// <summary>The same target and posterior, sharing every parameter, with another bracket.</summary>
    /// <param name="other">The other bracket.</param>
    public TargetDensity<TPosterior> With(IDensityBound<TPosterior> other) => new(target.At, posterior, other);

    /// <summary>S draws of q for each of B independent bounds.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The gradient needs what q or its bracket does not have, or q has a batch axis.</exception>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var q = posterior.At(batch.Inputs);
        if (q.BatchShape.Length > 0) throw new ArgumentException($"the posterior of a target has no batch axis: expected [], got {Shapes.Text(q.BatchShape)}.");
        if (gradient.NeedsPath && is_grad_enabled() && q is not IReparameterized)
            throw new ArgumentException($"{gradient.GetType().Name}: draws of {q.GetType().Name} carry no gradient to its parameters; take the score function, or relaxed draws.");
        var draw = gradient.Prepare(q.Sample(random.Split("latent"), samples, batch.Value.shape[0]));
        var fresh = random.Split("ratio");
        var (above, logPosterior) = gradient.FreezePosterior
            ? FrozenPosterior.Upper(bracket, q, draw, fresh)
            : Plain(bracket.Upper(q, draw, fresh));
        if (gradient.NeedsLogPosterior && logPosterior is null)
            throw new ArgumentException($"{gradient.GetType().Name} needs log q at a draw, and {q.GetType().Name} has no density; take the pathwise gradient.");
        return new LogTerms(draw, target.At(draw.Value), new RatioEstimate(-above, -above), Standing, logPosterior);
    }

    /// <inheritdoc/>
    public Tensor LowerLogDensity(Tensor value, RandomStream random)
    {
        Shapes.Require(value, nameof(value), "S", "D");
        return bracket.Lower(posterior.At(TargetDensity.Rows(1).Inputs), value.unsqueeze(1), random).squeeze(1);
    }

    private (Tensor Above, Tensor? LogPosterior) Plain(Tensor above) => (above, bracket.IsExact ? above : null);
}
