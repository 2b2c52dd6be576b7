using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>No log-ratio at all, 0: what remains of the ELBO is the log-likelihood of the reconstruction, which bounds nothing. The plain autoencoder's.</summary>
public sealed class NoRatio : ILogRatio<ISampler, ISampler>
{
    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <summary>Zeros, [S, B].</summary>
    /// <inheritdoc/>
    public RatioEstimate Estimate(ISampler prior, ISampler posterior, Draw draw, RandomStream random)
    {
        var value = zeros(draw.Value.shape[..^1], dtype: draw.Value.dtype, device: draw.Value.device);
        return new RatioEstimate(value, value);
    }
}
