namespace GenerativeVI.Models;

/// <summary>A kernel given as a function.</summary>
/// <param name="Function">From rows [N, D] and vectors [M, D], float64, to [N, M].</param>
public sealed record CustomKernel(Func<Tensor, Tensor, Tensor> Function) : SimilarityKernel
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The function returned another shape.</exception>
    public override Tensor Between(Tensor rows, Tensor vectors)
    {
        var values = Function(rows, vectors);
        Tensors.Shapes.Require(values, "kernel", rows.shape[0], vectors.shape[0]);
        return values.to_type(ScalarType.Float64);
    }
}
