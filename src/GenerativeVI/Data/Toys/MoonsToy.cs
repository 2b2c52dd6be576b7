using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>Two interleaved half circles of radius 2, each a row of 64 equal Gaussians of scale 0.3 so close that they are one band; the mixture is the density, exactly.</summary>
public sealed class MoonsToy : ToyDensity
{
    private const int Along = 64;
    private const double Radius = 2, Scale = 0.3;

    /// <inheritdoc/>
    public override string Name => "moons";

    /// <inheritdoc/>
    public override double Extent => 4.5;

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32) =>
        Centres(dtype, random.Device).index_select(0, Parts(count, 2 * Along, random.Split("part"))) + random.Normal([count, 2], dtype) * Scale;

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value) =>
        LogSpace.LogMeanExp(LogNormal(value.unsqueeze(-2) - Centres(value.dtype, value.device), Scale).sum(-1), -1);

    private static Tensor Centres(ScalarType dtype, Device device)
    {
        var angles = (arange(Along, dtype: dtype, device: device) + 0.5) * (Math.PI / Along);
        var (x, y) = (angles.cos() * Radius, angles.sin() * Radius);
        // One opens downwards, the other upwards, each with an end within the other.
        return cat([stack([x - Radius / 2, y - Radius / 4], -1), stack([x + Radius / 2, Radius / 4 - y], -1)]);
    }
}
