namespace GenerativeVI.Tensors;

/// <summary>Matrix products that are refused where torch's own would end the process: TorchSharp 0.107 lets no exception out of <c>matmul</c>.</summary>
public static class Products
{
    /// <summary>A B over the last two axes, the others broadcast; a vector counts as a row on the left and as a column on the right.</summary>
    /// <param name="left">A, [..., R, I] or [I].</param>
    /// <param name="right">B, [..., I, C] or [I], of the same type and on the same device.</param>
    /// <returns>[..., R, C], without the axes that a vector lacks.</returns>
    /// <exception cref="ArgumentException">Types, devices or shapes do not go together: the sentence names both.</exception>
    public static Tensor Product(this Tensor left, Tensor right)
    {
        if (left.dtype != right.dtype)
            throw new ArgumentException($"a matrix product needs two tensors of one type, got {left.dtype} {Shapes.Text(left.shape)} and {right.dtype} {Shapes.Text(right.shape)}; convert one of them.");
        if (left.device_type != right.device_type || left.device_index != right.device_index)
            throw new ArgumentException($"a matrix product needs two tensors on one device, got {left.device} and {right.device}; move one of them.");
        if (!Fit(left.shape, right.shape))
            throw new ArgumentException($"a matrix product needs [..., R, I] and [..., I, C], got {Shapes.Text(left.shape)} and {Shapes.Text(right.shape)}.");
        return left.matmul(right);
    }

    private static bool Fit(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        if (left.Length == 0 || right.Length == 0 || left[^1] != right[right.Length == 1 ? 0 : ^2]) return false;
        for (var i = 3; i <= Math.Min(left.Length, right.Length); i++)
            if (left[^i] != right[^i] && left[^i] != 1 && right[^i] != 1) return false;
        return true;
    }
}
