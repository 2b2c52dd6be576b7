using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// k(x, x′) = exp(−Σ_d s_d² (x_d − x′_d)²): an RBF kernel with a width 1/s_d for every input, called the kernel of
/// automatic relevance determination. An input of scale 0 has no effect.
/// </summary>
/// <param name="Scales">s_d ≥ 0, one for each column of x, in inverse units of it.</param>
public sealed record ArdKernel(IReadOnlyList<double> Scales) : SimilarityKernel
{
    /// <summary>s.</summary>
    public IReadOnlyList<double> Scales { get; } = Checked(Scales);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more or fewer scales than columns.</exception>
    public override Tensor Between(Tensor rows, Tensor vectors)
    {
        if (rows.shape[1] != Scales.Count)
            throw new ArgumentException(
                $"kernel: it has {Scales.Count} scales and the rows {rows.shape[1]} columns; give one for each.");
        var scales = tensor(Scales.ToArray(), dtype: ScalarType.Float64, device: rows.device);
        return Unit.Between(rows * scales, vectors * scales);
    }

    /// <summary>Whether the scales are equal, one by one.</summary>
    /// <param name="other">The other kernel.</param>
    public bool Equals(ArdKernel? other) => other is not null && Scales.SequenceEqual(other.Scales);

    /// <inheritdoc/>
    public override int GetHashCode() => Scales.Aggregate(0, HashCode.Combine);

    /// <summary>Σ_nm w_nm ∂ log k(x_n, v_m) / ∂ log s_d = −2 s_d² Σ_nm w_nm (x_nd − v_md)², [D].</summary>
    /// <param name="rows">x, float64 [N, D].</param>
    /// <param name="vectors">v, float64 [M, D].</param>
    /// <param name="weights">w, [N, M].</param>
    internal Tensor Slope(Tensor rows, Tensor vectors, Tensor weights)
    {
        var scales = tensor(Scales.ToArray(), dtype: ScalarType.Float64, device: rows.device);
        var squares = rows.square().t().Product(weights.sum(1)) + vectors.square().t().Product(weights.sum(dim: 0))
            - 2 * (rows * weights.Product(vectors)).sum(dim: 0);
        return -2 * scales.square() * squares;
    }

    private static RbfKernel Unit { get; } = new(1);

    private static double[] Checked(IReadOnlyList<double> scales) =>
        scales.Count > 0 && scales.All(scale => scale >= 0 && double.IsFinite(scale)) ? [.. scales]
            : throw new ArgumentException(
                "kernel scales: expected at least one, all finite and at least 0.", nameof(scales));
}
