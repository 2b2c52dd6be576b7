using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>A bent Gaussian: x₁ ~ N(0, 1), x₂ given x₁ ~ N(x₁² − 1, 0.5²).</summary>
public sealed class BananaToy : ToyDensity
{
    private const double Scale = 0.5;

    /// <inheritdoc/>
    public override string Name => "banana";

    /// <inheritdoc/>
    public override double Extent => 10;

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        var noise = random.Normal([count, 2], dtype).unbind(-1);
        return stack([noise[0], noise[1] * Scale + Bend(noise[0])], -1);
    }

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value)
    {
        var (first, second) = (value.select(-1, 0), value.select(-1, 1));
        return LogNormal(first, 1) + LogNormal(second - Bend(first), Scale);
    }

    private static Tensor Bend(Tensor first) => first.square() - 1;
}
