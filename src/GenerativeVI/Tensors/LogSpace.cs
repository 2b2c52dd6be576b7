namespace GenerativeVI.Tensors;

/// <summary>Sums and means of numbers known by their logarithms.</summary>
public static class LogSpace
{
    /// <summary>log (1/n) Σ exp aᵢ along one axis, without overflow.</summary>
    /// <param name="logs">Any shape; the axis has n ≥ 1 entries.</param>
    /// <param name="axis">The axis that is averaged away.</param>
    /// <returns>The shape of <paramref name="logs"/> without the axis.</returns>
    public static Tensor LogMeanExp(Tensor logs, long axis) => logs.logsumexp(axis) - Math.Log(logs.shape[axis < 0 ? axis + logs.dim() : axis]);
}
