using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// How far draws are from draws of reference, in the reference's standard deviations. The maximum mean discrepancy MMD²
/// = E k(x, x′) + E k(y, y′) − 2 E k(x, y) with the
/// Gaussian kernel of the median distance, without bias (Gretton+ 2012); and the sliced Wasserstein distance, the root
/// mean over random
/// directions of the squared distance of quantiles (Bonneel+ 2015).
/// </summary>
/// <param name="MeanDiscrepancy">MMD², about 0 for draws of one distribution; it may be below 0.</param>
/// <param name="SlicedWasserstein">The distance; above 0 by chance alone.</param>
public sealed record SampleDistances(double MeanDiscrepancy, double SlicedWasserstein)
{
    /// <summary>The distances of two samples.</summary>
    /// <param name="draws">[N, D], N ≥ 2.</param>
    /// <param name="reference">[M, D], M ≥ 2, no element constant.</param>
    /// <param name="random">The stream of the directions.</param>
    /// <param name="directions">How many, at least 1; 100 by default.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static SampleDistances Of(Tensor draws, Tensor reference, RandomStream random, int directions = 100)
    {
        Shapes.Require(draws, nameof(draws), "N", "D");
        Shapes.Require(reference, nameof(reference), "M", draws.shape[1]);
        if (Math.Min(draws.shape[0], reference.shape[0]) < 2) throw new ArgumentException(
            "draws: expected at least 2 of either kind.", nameof(draws));
        if (directions < 1) throw new ArgumentOutOfRangeException(nameof(directions),
            $"directions: expected at least 1, got {directions}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var known = reference.to_type(ScalarType.Float64);
        var (centre, scale) = (known.mean([0L]), known.std([0L]));
        var (x, y) = ((draws.to_type(ScalarType.Float64) - centre) / scale, (known - centre) / scale);
        return new SampleDistances(MeanDiscrepancyOf(x, y), Sliced(x, y, random, directions));
    }

    private static double MeanDiscrepancyOf(Tensor x, Tensor y)
    {
        var within = Pairs.Squares(y, y);
        var width = Pairs.Median(within);
        Tensor Kernel(Tensor squares) => (squares * (-0.5 / (width * width))).exp();
        double Off(Tensor squares)
        {
            var kernel = Kernel(squares);
            return (kernel.sum() - kernel.diagonal().sum()).item<double>() / (
                (double)kernel.shape[0] * (kernel.shape[0] - 1));
        }
        return Off(Pairs.Squares(x, x)) + Off(within) - 2 * Kernel(Pairs.Squares(x, y)).mean().item<double>();
    }

    private static double Sliced(Tensor x, Tensor y, RandomStream random, int directions)
    {
        var ways = random.Normal([x.shape[1], directions], ScalarType.Float64);
        ways = ways / ways.square().sum(dim: 0).sqrt();
        var (first, second) = (x.Product(ways).sort(0).Values, y.Product(ways).sort(0).Values);
        // Quantiles of the larger sample at the places of the smaller.
        var count = Math.Min(first.shape[0], second.shape[0]);
        return (At(first, count) - At(second, count)).square().mean().sqrt().item<double>();
    }

    private static Tensor At(Tensor sorted, long count) => sorted.shape[0] == count
        ? sorted
        : sorted.index_select(0, ((arange(count, dtype: ScalarType.Float64)
            + 0.5) * ((double)sorted.shape[0] / count)).floor().to_type(ScalarType.Int64));
}
