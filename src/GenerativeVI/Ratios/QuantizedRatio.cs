using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// log p(z) − log q(z|x) = −P log K of a deterministic code under the uniform prior: the price of naming one of K codes at each of P positions. What is differentiated adds the training loss of
/// codebook and commitment, which is no part of the number (van den Oord+ 2017, equation 3).
/// </summary>
public sealed class QuantizedRatio : ILogRatio<IDistribution, DeterministicCode>
{
    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.Exact, Weighting.PerDraw);

    /// <inheritdoc/>
    public RatioEstimate Estimate(IDistribution prior, DeterministicCode posterior, Draw draw, RandomStream random)
    {
        var value = prior.LogDensity(draw.Value);
        return new RatioEstimate(value, value - posterior.Penalty);
    }
}
