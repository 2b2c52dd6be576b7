namespace GenerativeVI.Networks;

/// <summary>A matrix by its entries that are not 0.</summary>
/// <param name="Shape">[O, I].</param>
/// <param name="Index">Their places, int64 [n, 2], in the order of rows.</param>
/// <param name="Values">Their values, [n].</param>
public sealed record SparseWeights(long[] Shape, Tensor Index, Tensor Values) : IDisposable
{
    /// <summary>The share of entries that are left, 0 … 1.</summary>
    public double Density => (double)Values.shape[0] / (Shape[0] * Shape[1]);

    /// <summary>The matrix, [O, I].</summary>
    public Tensor ToDense()
    {
        using var scope = NewDisposeScope();
        var flat = Values.new_zeros(Shape[0] * Shape[1]);
        return flat.index_put_(Values, Index.select(1, 0) * Shape[1] + Index.select(1, 1)).reshape(Shape).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Index.Dispose();
        Values.Dispose();
    }
}
