using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>−KL(q(z|x)‖p(z)) in closed form: the log-ratio with the draws integrated out. Less noise than the ratio at a draw; no importance weight can be made of it.</summary>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
public sealed class ClosedFormRatio<TPrior, TPosterior> : ILogRatio<TPrior, TPosterior>
    where TPrior : IDistribution
    where TPosterior : IDistribution
{
    private readonly bool byDimension;

    /// <summary>The closed-form ratio of a pair of families.</summary>
    /// <param name="byDimension">Whether the KL of every latent dimension is wanted too, as free bits need it; false by default.</param>
    /// <exception cref="ArgumentException">The KL of the pair is not known in closed form, or not by dimension.</exception>
    public ClosedFormRatio(bool byDimension = false)
    {
        this.byDimension = byDimension;
        if (!KullbackLeibler.IsKnown(typeof(TPosterior), typeof(TPrior)))
            throw new ArgumentException($"KL({typeof(TPosterior).Name} to {typeof(TPrior).Name}) has no closed form here; use the ratio of exact densities.");
        if (byDimension && !KullbackLeibler.IsKnownByDimension(typeof(TPosterior), typeof(TPrior)))
            throw new ArgumentException($"KL({typeof(TPosterior).Name} to {typeof(TPrior).Name}) is not a sum over dimensions here, so there are no free bits of it; leave them out.");
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.Exact, Weighting.Integrated);

    /// <summary>−KL(q‖p), [1, B].</summary>
    /// <inheritdoc/>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        if (byDimension)
        {
            var parts = KullbackLeibler.ByDimension(posterior, prior).neg().unsqueeze(0); // [1, B, D]
            var sum = parts.sum(-1);
            return new RatioEstimate(sum, sum, ByDimension: parts);
        }
        var value = KullbackLeibler.Between(posterior, prior).neg().unsqueeze(0);
        return new RatioEstimate(value, value);
    }
}
