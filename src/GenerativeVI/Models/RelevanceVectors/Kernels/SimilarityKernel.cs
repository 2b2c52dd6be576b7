namespace GenerativeVI.Models;

/// <summary>A function k(x, x′) of two rows, whose columns k(·, x_j) are the basis of a relevance vector machine. It need not be positive definite.</summary>
public abstract record SimilarityKernel
{
    /// <summary>The kernel of every row with every vector.</summary>
    /// <param name="rows">float64 [N, D].</param>
    /// <param name="vectors">float64 [M, D].</param>
    /// <returns>[N, M].</returns>
    public abstract Tensor Between(Tensor rows, Tensor vectors);
}
