using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>
/// Five Gaussian arms, bent by a rotation whose angle falls with the distance from the centre. Such a swirl keeps areas, so that the density is that of the straight arms at the
/// point turned back.
/// </summary>
public sealed class PinwheelToy : ToyDensity
{
    private const int Arms = 5;
    private const double Centre = 1.6, Length = 0.6, Width = 0.4, Swirl = 0.6;

    /// <inheritdoc/>
    public override string Name => "pinwheel";

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        var noise = random.Normal([count, 2], dtype).unbind(-1);
        var straight = stack([noise[0] * Length + Centre, noise[1] * Width], -1);
        var angle = Parts(count, Arms, random.Split("arm")).to_type(dtype) * (2 * Math.PI / Arms);
        return Turned(straight, angle + Twist(straight));
    }

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value)
    {
        var arms = arange(Arms, dtype: value.dtype, device: value.device) * (2 * Math.PI / Arms);
        var straight = Turned(value.unsqueeze(-2), -(arms + Twist(value).unsqueeze(-1))); // [..., arms, 2]
        return LogSpace.LogMeanExp(LogNormal(straight.select(-1, 0) - Centre, Length) + LogNormal(straight.select(-1, 1), Width), -1);
    }

    private static Tensor Twist(Tensor value) => value.square().sum(-1).sqrt() * Swirl;

    private static Tensor Turned(Tensor value, Tensor angle)
    {
        var (x, y, cos, sin) = (value.select(-1, 0), value.select(-1, 1), angle.cos(), angle.sin());
        return stack([cos * x - sin * y, sin * x + cos * y], -1);
    }
}
