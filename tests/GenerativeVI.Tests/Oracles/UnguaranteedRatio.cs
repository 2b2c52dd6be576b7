using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A ratio under another standing.</summary>
public sealed class UnguaranteedRatio<TPrior, TPosterior>(IFreezableRatio<TPrior, TPosterior> ratio, Guarantee guarantee = Guarantee.None) : IFreezableRatio<TPrior, TPosterior>
    where TPrior : ISampler
    where TPosterior : ISampler
{
    public Standing Standing => new(guarantee, Weighting.PerDraw);

    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random) => ratio.Estimate(prior, posterior, draw, random);

    public RatioEstimate EstimateFrozen(TPrior prior, TPosterior posterior, Draw draw, RandomStream random) => ratio.EstimateFrozen(prior, posterior, draw, random);
}
