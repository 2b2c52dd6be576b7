using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>The weights that a fit kept, and their Gaussian posterior: u(x) = Σ_j w_j φ_j(x), w ~ N(μ, Σ).</summary>
/// <param name="Basis">Which training rows (without a kernel: which columns) the weights belong to, rising; the bias is not among them.</param>
/// <param name="HasBias">Whether the last weight is the constant's.</param>
/// <param name="Mean">μ, float64 [M].</param>
/// <param name="Covariance">Σ, float64 [M, M]; a diagonal matrix in the mean-field family.</param>
/// <param name="PriorVariance">α, float64 [M].</param>
public sealed record RelevanceWeights(IReadOnlyList<long> Basis, bool HasBias, Tensor Mean, Tensor Covariance, Tensor PriorVariance) : IDisposable
{
    /// <summary>Mean and variance of u.</summary>
    /// <param name="design">φ of some rows, float64 [N, M].</param>
    /// <returns>Each [N].</returns>
    public (Tensor Mean, Tensor Variance) Project(Tensor design)
    {
        Shapes.Require(design, nameof(design), "N", Mean.shape[0]);
        return (design.Product(Mean), (design.Product(Covariance) * design).sum(-1));
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Mean.Dispose();
        Covariance.Dispose();
        PriorVariance.Dispose();
    }
}
