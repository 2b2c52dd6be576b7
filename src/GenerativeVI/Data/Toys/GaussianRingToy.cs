using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>A mixture of equal Gaussians around a circle.</summary>
public sealed class GaussianRingToy : ToyDensity
{
    private readonly int parts;
    private readonly double radius, scale;

    /// <summary>A mixture of N(r (cos 2πk/K, sin 2πk/K), s² I), k = 0 … K − 1.</summary>
    /// <param name="parts">K ≥ 1.</param>
    /// <param name="radius">r.</param>
    /// <param name="scale">s above 0.</param>
    public GaussianRingToy(int parts, double radius, double scale)
    {
        if (parts < 1 || !(scale > 0)) throw new ArgumentException($"a mixture has at least one part of a scale above 0: got {parts} and {scale}.");
        (this.parts, this.radius, this.scale) = (parts, radius, scale);
    }

    /// <summary>Eight Gaussians of scale 0.5 at distance 2.3: neighbours touch.</summary>
    public static GaussianRingToy Eight { get; } = new(8, 2.3, 0.5);

    /// <inheritdoc/>
    public override string Name => parts == 8 ? "eight" : $"{parts} Gaussians";

    /// <inheritdoc/>
    public override double Extent => radius + 4 * scale;

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32) =>
        Centres(dtype, random.Device).index_select(0, Parts(count, parts, random.Split("part"))) + random.Normal([count, 2], dtype) * scale;

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value) =>
        LogSpace.LogMeanExp(LogNormal(value.unsqueeze(-2) - Centres(value.dtype, value.device), scale).sum(-1), -1);

    private Tensor Centres(ScalarType dtype, Device device)
    {
        var angles = arange(parts, dtype: dtype, device: device) * (2 * Math.PI / parts);
        return stack([angles.cos(), angles.sin()], -1) * radius;
    }
}
