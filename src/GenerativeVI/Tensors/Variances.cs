namespace GenerativeVI.Tensors;

/// <summary>Variances that are refused where torch's own would end the process: TorchSharp 0.107 lets no exception out of <c>var</c>.</summary>
internal static class Variances
{
    /// <summary>Of all elements.</summary>
    /// <param name="values">Floating point.</param>
    /// <exception cref="ArgumentException">The values are whole numbers.</exception>
    public static Tensor Variance(this Tensor values) => FloatingPoint(values).var();

    /// <summary>Along an axis, which goes.</summary>
    /// <param name="values">Floating point.</param>
    /// <param name="dim">The axis.</param>
    /// <param name="unbiased">Whether the sum of squares is divided by one less than their number.</param>
    /// <exception cref="ArgumentException">The values are whole numbers, or there is no such axis.</exception>
    public static Tensor Variance(this Tensor values, int dim, bool unbiased = true) => dim < values.dim()
        ? FloatingPoint(values).var(dim, unbiased)
        : throw new ArgumentException($"a variance along axis {dim} is asked for of {Shapes.Text(values.shape)}.");

    private static Tensor FloatingPoint(Tensor values) =>
        values.is_floating_point() ? values : throw new ArgumentException($"a variance needs floating point, got {values.dtype}.");
}
