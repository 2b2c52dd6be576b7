using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// log p(z) − log (1/K) Σ_{k=1}^{K} q(z|ψᵏ) without the ψ that made z: the other side of the sandwich, an upper bound of the log-ratio in expectation. It overestimates the entropy of q and
/// with it the ELBO, and its importance weights are biased upward, so it is reported and never maximized.
/// </summary>
/// <typeparam name="TPrior">The type of the prior, whose bracket is exact.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
public sealed class NaiveRatio<TPrior, TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly IDensityBound<TPrior> priorBound;
    private readonly IDensityBound<TPosterior> posteriorBound;

    /// <summary>The ratio of an exact prior and a posterior's lower side.</summary>
    /// <param name="prior">An exact bracket: the lower side of a prior's would make the number neither upper nor lower.</param>
    /// <param name="posterior">The bracket whose lower side is taken for q.</param>
    /// <exception cref="ArgumentException">The prior's bracket is not exact.</exception>
    public NaiveRatio(IDensityBound<TPrior> prior, IDensityBound<TPosterior> posterior)
    {
        if (!prior.IsExact) throw new ArgumentException("an upper bound of the log-ratio needs an exact prior: a bracketed one is bounded from below only.", nameof(prior));
        (priorBound, posteriorBound) = (prior, posterior);
    }

    /// <inheritdoc/>
    public Standing Standing => new(posteriorBound.IsExact ? Guarantee.Exact : Guarantee.Upper, Weighting.PerDraw);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Gradients are on and would reach the parameters.</exception>
    /// <exception cref="ArgumentException">One side has masses and the other densities.</exception>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        Measure.RequireSame(prior, posterior);
        var value = priorBound.Lower(prior, draw.Value, random.Split("prior")) - posteriorBound.Lower(posterior, draw.Value, random.Split("posterior"));
        if (value.requires_grad && !posteriorBound.IsExact)
            throw new InvalidOperationException("an upper bound is reported and never maximized: train with BracketedRatio, and evaluate this one under no_grad().");
        return new RatioEstimate(value, value);
    }
}
