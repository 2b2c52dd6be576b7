using GenerativeVI.Tensors;
namespace GenerativeVI.Models;

/// <summary>k(x, x′) = xᵀx′. For weights on the columns of x themselves, take no kernel at all.</summary>
public sealed record LinearKernel : SimilarityKernel
{
    /// <inheritdoc/>
    public override Tensor Between(Tensor rows, Tensor vectors) => rows.Product(vectors.t());
}
