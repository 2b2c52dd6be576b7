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
    /// <summary>The closed-form ratio of a pair of families.</summary>
    /// <exception cref="ArgumentException">The KL of the pair is not known in closed form.</exception>
    public ClosedFormRatio()
    {
        if (!KullbackLeibler.IsKnown(typeof(TPosterior), typeof(TPrior)))
            throw new ArgumentException($"KL({typeof(TPosterior).Name} to {typeof(TPrior).Name}) has no closed form here; use the ratio of exact densities.");
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.Exact, Weighting.Integrated);

    /// <summary>−KL(q‖p), [1, B].</summary>
    /// <inheritdoc/>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        var value = KullbackLeibler.Between(posterior, prior).neg().unsqueeze(0);
        return new RatioEstimate(value, value);
    }
}
