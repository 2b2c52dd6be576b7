namespace GenerativeVI.Models;

/// <summary>One linear predictor that has been fitted: its basis functions and weights.</summary>
/// <param name="Kernel">The kernel, or null for columns of x.</param>
/// <param name="Vectors">The rows that the weights belong to, [M, D]; null without a kernel.</param>
/// <param name="Weights">The weights; owned.</param>
internal sealed record RelevanceMachine(SimilarityKernel? Kernel, Tensor? Vectors, RelevanceWeights Weights) : IDisposable
{
    /// <summary>Mean and variance of u at some rows, each [N].</summary>
    public (Tensor Mean, Tensor Variance) Project(Tensor inputs)
    {
        var columns = tensor(Weights.Basis.ToArray(), dtype: ScalarType.Int64, device: inputs.device);
        return Weights.Project(BasisColumns.Design(inputs, Kernel, Vectors, Vectors is null ? columns : null, Weights.HasBias));
    }

    public void Dispose()
    {
        Vectors?.Dispose();
        Weights.Dispose();
    }
}
