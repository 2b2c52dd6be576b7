using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>The distribution that always gives one point: the code of a plain autoencoder. It has no density.</summary>
/// <param name="point">The point of every row, [..., D].</param>
public sealed class PointMass(Tensor point) : IReparameterized, IHasMean
{
    /// <summary>The point.</summary>
    public Tensor Mean => point;

    /// <summary>The axes of the point without the event axis.</summary>
    public long[] BatchShape => point.shape[..^1];

    /// <summary>The point, as often as asked for; nothing is drawn.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(point.expand([.. shape, .. point.shape]));
}
