using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>The degenerate bracket of a distribution that can be evaluated: both sides are log p(z).</summary>
public sealed class ExactDensity : IDensityBound<IDistribution>
{
    /// <inheritdoc/>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Tensor Lower(IDistribution distribution, Tensor value, RandomStream random) => distribution.LogDensity(value);

    /// <summary>log q(z), as the sampler found it in passing where it did.</summary>
    /// <inheritdoc/>
    public Tensor Upper(IDistribution distribution, Draw draw, RandomStream random) => draw.LogDensity ?? distribution.LogDensity(draw.Value);
}
