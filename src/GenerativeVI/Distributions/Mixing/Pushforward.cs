using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// An implicit distribution: ψ = g(ε) with ε ~ N(0, I), where g need be neither invertible nor of equal dimensions. It can be sampled, with gradients through g, and not evaluated.
/// </summary>
/// <param name="noise">The dimension of ε, at least 1.</param>
/// <param name="map">g, from [..., B, noise] to [..., B, M], where B is the batch shape: row b of the noise goes to row b of what g depends on.</param>
/// <param name="batchShape">[B] where g depends on the row, empty where it does not.</param>
/// <param name="dtype">The type of ε; float32 by default.</param>
public sealed class Pushforward(long noise, Func<Tensor, Tensor> map, long[] batchShape, ScalarType dtype = ScalarType.Float32) : IReparameterized
{
    private readonly StandardNormal source = new(noise, dtype);

    /// <inheritdoc/>
    public long[] BatchShape { get; } = batchShape;

    /// <summary>N(0, I), of ε.</summary>
    public StandardNormal Noise => source;

    /// <summary>g(ε).</summary>
    /// <param name="noise">ε, [..., B, noise].</param>
    /// <returns>[..., B, M].</returns>
    public Tensor Map(Tensor noise) => map(noise);

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(map(source.Sample(random, [.. shape, .. BatchShape]).Value));
}
