using GenerativeVI.Tensors;
namespace GenerativeVI.Models;

/// <summary>k(x, x′) = exp(−‖x − x′‖² / r²).</summary>
/// <param name="Width">r above 0, in the units of x.</param>
public sealed record RbfKernel(double Width) : SimilarityKernel
{
    /// <summary>r.</summary>
    public double Width { get; } = Width > 0 ? Width : throw new ArgumentOutOfRangeException(nameof(Width), $"kernel width: expected above 0, got {Width}.");

    /// <inheritdoc/>
    public override Tensor Between(Tensor rows, Tensor vectors) =>
        (rows.square().sum(-1, keepdim: true) + vectors.square().sum(-1) - 2 * rows.Product(vectors.t())).clamp_min_(0).div_(-Width * Width).exp_();

    /// <summary>Widths for a search: a geometric grid from a tenth of the median distance of rows to three times it.</summary>
    /// <param name="rows">float64 [N, D], N ≥ 2; at most the first 1000 are looked at.</param>
    /// <param name="count">How many, at least 2; 10 by default.</param>
    public static IReadOnlyList<double> Grid(Tensor rows, int count = 10)
    {
        if (count < 2) throw new ArgumentOutOfRangeException(nameof(count), $"widths: expected at least 2, got {count}.");
        using var scope = NewDisposeScope();
        var some = rows.narrow(0, 0, Math.Min(rows.shape[0], 1000));
        var distances = cdist(some, some).flatten();
        distances = distances.masked_select(distances > 0);
        if (distances.NumberOfElements == 0) throw new ArgumentException("rows: expected at least two that differ, to measure a kernel width by.", nameof(rows));
        var median = distances.median().item<double>();
        return [.. Enumerable.Range(0, count).Select(i => 0.1 * median * Math.Pow(30, i / (count - 1.0)))];
    }
}
