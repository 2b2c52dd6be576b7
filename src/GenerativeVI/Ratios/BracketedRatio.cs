using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>Lower(p, z) − Upper(q, z): exact where both brackets are, else a lower bound of the log-ratio in expectation.</summary>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
/// <remarks>It is a module because a bracket may be one: a reverse model is trained through the ratio that holds it.</remarks>
public sealed class BracketedRatio<TPrior, TPosterior> : nn.Module, IFreezableRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly IDensityBound<TPrior> priorBound;
    private readonly IDensityBound<TPosterior> posteriorBound;

    /// <summary>A ratio of two brackets, which it owns from now on where they are modules.</summary>
    /// <param name="prior">The bracket whose lower side is taken for p.</param>
    /// <param name="posterior">The bracket whose upper side is taken for q.</param>
    public BracketedRatio(IDensityBound<TPrior> prior, IDensityBound<TPosterior> posterior)
        : base(nameof(BracketedRatio<,>))
    {
        (priorBound, posteriorBound) = (prior, posterior);
        RegisterComponents();
    }

    /// <summary>
    /// Exact where both brackets are. Else a lower bound of the log-ratio in expectation, whose exponential is without bias for every K: with p(x|z) it makes an unbiased weight of p(x). That is what
    /// it is called where, besides, no two rows share mixing draws, since certificates multiply the estimates of rows; shared by a minibatch, it is called the lower bound alone.
    /// </summary>
    public Standing Standing => new(
        priorBound.IsExact && posteriorBound.IsExact ? Guarantee.Exact : IsApart(priorBound) && IsApart(posteriorBound) ? Guarantee.Unbiased : Guarantee.Lower, Weighting.PerDraw);

    // Whether the draws of a bracket are a row's own. What is not known here may share them.
    private static bool IsApart(object bracket) => bracket is ExactDensity or DrawnDensity or ReverseModel or MixingSamples { Sharing: not Sharing.Minibatch };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">One side has masses and the other densities.</exception>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        Measure.RequireSame(prior, posterior);
        var above = posteriorBound.Upper(posterior, draw, random.Split("posterior"));
        var value = priorBound.Lower(prior, draw.Value, random.Split("prior")) - above;
        return new RatioEstimate(value, value, posteriorBound.IsExact ? above : null);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">One side has masses and the other densities.</exception>
    public RatioEstimate EstimateFrozen(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        Measure.RequireSame(prior, posterior);
        var (along, atFixed) = FrozenPosterior.Upper(posteriorBound, posterior, draw, random.Split("posterior"));
        var value = priorBound.Lower(prior, draw.Value, random.Split("prior")) - along;
        return new RatioEstimate(value, value, atFixed);
    }
}
