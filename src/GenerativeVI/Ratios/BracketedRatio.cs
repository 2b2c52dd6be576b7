using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>Lower(p, z) − Upper(q, z): exact where both brackets are, else a lower bound of the log-ratio in expectation.</summary>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
/// <param name="prior">The bracket whose lower side is taken for p.</param>
/// <param name="posterior">The bracket whose upper side is taken for q.</param>
public sealed class BracketedRatio<TPrior, TPosterior>(IDensityBound<TPrior> prior, IDensityBound<TPosterior> posterior) : ILogRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    private readonly IDensityBound<TPrior> priorBound = prior;
    private readonly IDensityBound<TPosterior> posteriorBound = posterior;

    /// <inheritdoc/>
    public Standing Standing => new(priorBound.IsExact && posteriorBound.IsExact ? Guarantee.Exact : Guarantee.Lower, Weighting.PerDraw);

    /// <inheritdoc/>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        var value = priorBound.Lower(prior, draw.Value, random.Split("prior")) - posteriorBound.Upper(posterior, draw, random.Split("posterior"));
        return new RatioEstimate(value, value);
    }
}
