using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>One linear predictor that has been fitted: its basis functions and weights.</summary>
/// <param name="Kernel">The kernel, or null for columns of x.</param>
/// <param name="Vectors">The rows that the weights belong to, [M, D]; null without a kernel.</param>
/// <param name="Weights">The weights; owned.</param>
/// <param name="Pruned">The means of weights that were pruned and yet are not 0, at the places of all columns and the bias, [D + 1], 0 where a weight stays; owned; null for none.</param>
internal sealed record RelevanceMachine(SimilarityKernel? Kernel, Tensor? Vectors, RelevanceWeights Weights, Tensor? Pruned = null) : IDisposable
{
    /// <summary>Mean and variance of u at some rows, each [N].</summary>
    public (Tensor Mean, Tensor Variance) Project(Tensor inputs)
    {
        var columns = tensor(Weights.Basis.ToArray(), dtype: ScalarType.Int64, device: inputs.device);
        var (mean, variance) = Weights.Project(BasisColumns.Design(inputs, Kernel, Vectors, Vectors is null ? columns : null, Weights.HasBias));
        return (Pruned is null ? mean : mean + BasisColumns.Design(inputs, null, null, null, Pruned.shape[0] > inputs.shape[1]).Product(Pruned), variance);
    }

    /// <summary>The same with matrices row by row in memory: the order in which products are summed, and so their last
    /// bits, depends on it, and files know no other.</summary>
    public RelevanceMachine InRows()
    {
        var covariance = Weights.Covariance;
        if (covariance.is_contiguous()) return this;
        var rows = covariance.contiguous().DetachFromDisposeScope();
        covariance.Dispose();
        return this with { Weights = Weights with { Covariance = rows } };
    }

    /// <summary>Takes the tensors out of the scope that would free them.</summary>
    public void DetachFromDisposeScope()
    {
        foreach (var tensor in new[] { Vectors, Pruned, Weights.Mean, Weights.Covariance, Weights.PriorVariance })
            tensor?.DetachFromDisposeScope();
    }

    public void Dispose()
    {
        Vectors?.Dispose();
        Pruned?.Dispose();
        Weights.Dispose();
    }
}
