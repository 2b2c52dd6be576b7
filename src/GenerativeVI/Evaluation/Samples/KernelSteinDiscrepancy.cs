using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The kernel Stein discrepancy of draws from a density known by its score, KSD² = E u(x, x′) with u(x, y) = s(x)·s(y)
/// k + s(x)·∇_y k + s(y)·∇_x k +
/// tr ∇_x∇_y k and the inverse multiquadric kernel k = (1 + |x − y|²/h²)^(−½), which tells convergence (Liu+ 2016;
/// Chwialkowski+ 2016; Gorham &amp;
/// Mackey 2017). Draws alone and a score: no normalizing constant, no draws of p.
/// </summary>
/// <remarks>It is blind to the shares of components that lie far apart, as every score is. It costs O(N²)
/// numbers.</remarks>
/// <param name="Squared">KSD² without bias: the mean of u over pairs. It may be below 0.</param>
/// <param name="Value">The root of the mean over all pairs, each draw with itself among them: not below 0, and biased
/// up.</param>
/// <param name="Bandwidth">h.</param>
/// <param name="PValue">The share of wild bootstrap samples in which the mean over all pairs is at least that of the
/// draws: below 0.05, draws of p
/// look like these in one case of twenty. For independent draws.</param>
public sealed record KernelSteinDiscrepancy(double Squared, double Value, double Bandwidth, double PValue)
{
    private const int Resamples = 500;

    /// <summary>The discrepancy of some draws.</summary>
    /// <param name="draws">x, [N, D], N ≥ 2.</param>
    /// <param name="scores">s at each, [N, D].</param>
    /// <param name="random">The stream of the bootstrap.</param>
    /// <param name="bandwidth">h above 0; the median distance among the draws when null.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or all draws are the same.</exception>
    public static KernelSteinDiscrepancy Of(Tensor draws, Tensor scores, RandomStream random, double? bandwidth = null)
    {
        Shapes.Require(draws, nameof(draws), "N", "D");
        Shapes.Require(scores, nameof(scores), draws.shape[0], draws.shape[1]);
        if (draws.shape[0] < 2) throw new ArgumentException($"draws: expected at least 2, got {draws.shape[0]}.",
            nameof(draws));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (x, s) = (draws.to_type(ScalarType.Float64), scores.to_type(ScalarType.Float64));
        var count = x.shape[0];
        var distances = Pairs.Squares(x, x);
        var width = bandwidth ?? Pairs.Median(distances);
        if (!(width > 0 && double.IsFinite(width)))
            throw new ArgumentException($"bandwidth: expected above 0, got {width}; are all draws the same?",
                nameof(bandwidth));
        var terms = Terms(x, s, distances, width);
        var total = terms.sum().item<double>();
        var mean = total / ((double)count * count);
        var signs = random.Uniform([count, Resamples], ScalarType.Float64).lt(0.5).to_type(ScalarType.Float64) * 2 - 1;
        var resampled = (signs * terms.Product(signs)).sum(dim: 0) / ((double)count * count);
        var above = resampled.ge(mean).sum().item<long>();
        return new KernelSteinDiscrepancy(
            (total - terms.diagonal().sum().item<double>()) / ((double)count * (count - 1)),
                Math.Sqrt(Math.Max(0, mean)), width, (above + 1.0) / (Resamples + 1));
    }

    // u of all pairs, [N, N].
    private static Tensor Terms(Tensor x, Tensor s, Tensor distances, double width)
    {
        var inverse = 1 / (width * width);
        var basis = distances * inverse + 1;
        var kernel = basis.rsqrt();
        var slope = kernel / basis * -inverse; // ∇_x k = slope (x − y)
        // s(x)·(x − y), of which the transpose is −s(y)·(x − y).
        var along = (s * x).sum(-1).unsqueeze(-1) - s.Product(x.t());
        var trace = slope * -x.shape[1] - distances * kernel / basis.square() * (3 * inverse * inverse);
        return s.Product(s.t()) * kernel - slope * (along + along.t()) + trace;
    }
}
