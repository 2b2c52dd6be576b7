using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>The uniform density on the eight dark fields, 2 × 2 each, of a board of 4 × 4 around the origin: 1/32 there and 0 elsewhere. It has edges that no smooth flow can follow.</summary>
public sealed class CheckerboardToy : ToyDensity
{
    private const double Side = 2;

    /// <inheritdoc/>
    public override string Name => "checkerboard";

    /// <inheritdoc/>
    public override Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32)
    {
        var fields = Parts(count, 8, random.Split("field"));
        var (row, place) = (fields.div(2, RoundingMode.floor), fields.remainder(2));
        var column = place * 2 + row.remainder(2); // a row's two dark fields, shifted by one in every other row
        return (stack([column, row], -1).to_type(dtype) - 2 + random.Uniform([count, 2], dtype)) * Side;
    }

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor value)
    {
        var field = (value / Side).floor() + 2;
        var isDark = (field.sum(-1).remainder(2) == 0).logical_and((field >= 0).logical_and(field <= 3).all(-1));
        return where(isDark, full(isDark.shape, -Math.Log(8 * Side * Side), dtype: value.dtype, device: value.device), full(isDark.shape, double.NegativeInfinity, dtype: value.dtype, device: value.device));
    }
}
