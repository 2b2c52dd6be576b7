using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>
/// Two rings: x = r (cos θ, sin θ) with θ uniform and r ~ N(r_k, s²), either sign of r, so that with ρ = ‖x‖ the density is
/// p(x) = ½ Σ_k [N(ρ; r_k, s²) + N(−ρ; r_k, s²)]/(2πρ).
/// </summary>
public sealed class RingsToy : ToyDensity
{
    private const double Scale = 0.3;
    private static readonly double[] Radii = [1.4, 3];

    /// <inheritdoc/>
    public override string Name => "rings";

    /// <inheritdoc/>
    public override double Extent => 4.2;

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        var radii = tensor(Radii, dtype: dtype, device: random.Device).index_select(0, Parts(count, Radii.Length, random.Split("ring")));
        var (distance, angle) = (radii + random.Normal([count], dtype) * Scale, random.Uniform([count], dtype) * (2 * Math.PI));
        return stack([distance * angle.cos(), distance * angle.sin()], -1);
    }

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value)
    {
        var distance = value.square().sum(-1, keepdim: true).sqrt(); // [..., 1]
        var radii = tensor(Radii, dtype: value.dtype, device: value.device);
        var logs = cat([LogNormal(distance - radii, Scale), LogNormal(distance + radii, Scale)], -1);
        return logs.logsumexp(-1) - Math.Log(Radii.Length * 2 * Math.PI) - distance.squeeze(-1).log();
    }
}
