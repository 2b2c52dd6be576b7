using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>
/// The density that a sampler states of its own draws, <see cref="Draw.LogDensity"/>: exact, and all that is known of a flow without an inverse. It serves a posterior; a prior is
/// evaluated elsewhere.
/// </summary>
public sealed class DrawnDensity : IDensityBound<ISampler>
{
    /// <inheritdoc/>
    public bool IsExact => true;

    /// <summary>log p(z) of a sampler that can be evaluated anywhere after all.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public Tensor Lower(ISampler distribution, Tensor value, RandomStream random) => distribution is IDistribution known
        ? known.LogDensity(value)
        : throw new ArgumentException($"{distribution.GetType().Name} has a density at its own draws alone, so it cannot be a prior; take one that can be evaluated, such as a flow with an inverse.");

    /// <summary>log q(z) at a draw.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sampler does not know it.</exception>
    public Tensor Upper(ISampler distribution, Draw draw, RandomStream random) => draw.LogDensity ?? (distribution is IDistribution known
        ? known.LogDensity(draw.Value)
        : throw new ArgumentException($"{distribution.GetType().Name} does not state the density of its draws; take a semi-implicit bracket, or a distribution with a density."));
}
