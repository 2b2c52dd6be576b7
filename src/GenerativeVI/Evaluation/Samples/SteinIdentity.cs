using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Stein's identity of draws: under p with score s = ∇ log p, E s_j = 0 and E (x_i − E x_i) s_j = −1 where i = j and 0
/// elsewhere. Draws of anything else break it, whatever made them, and no normalizing constant is needed.
/// </summary>
/// <remarks>
/// It looks at moments: draws that lie in one of several modes alone keep it. Errors are those of independent draws; of
/// chains take as many draws as they are worth.
/// </remarks>
/// <param name="WorstDeviation">The largest distance from the identity over i and j, all elements in units of their
/// standard deviations.</param>
/// <param name="WorstErrors">The largest distance in units of its standard error: among D² right ones about √(4 log
/// D).</param>
/// <param name="Diagonal">E (x_i − E x_i) s_i, D numbers, −1 each under p.</param>
/// <param name="Count">N, the draws.</param>
public sealed record SteinIdentity(double WorstDeviation, double WorstErrors, IReadOnlyList<double> Diagonal,
    long Count)
{
    // So many numbers are held at a time.
    private const long Memory = 1L << 24;

    /// <summary>The identity of some draws.</summary>
    /// <param name="draws">x, [N, D], N ≥ 2, no element constant.</param>
    /// <param name="scores">s at each, [N, D].</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static SteinIdentity Of(Tensor draws, Tensor scores)
    {
        Shapes.Require(draws, nameof(draws), "N", "D");
        Shapes.Require(scores, nameof(scores), draws.shape[0], draws.shape[1]);
        var (count, dimension) = (draws.shape[0], draws.shape[1]);
        if (count < 2) throw new ArgumentException($"draws: expected at least 2, got {count}.", nameof(draws));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var values = draws.to_type(ScalarType.Float64);
        var scale = values.std([0L]);
        // In units of the deviations, so that elements of every size count alike.
        var offsets = (values - values.mean([0L])) / scale;
        var slopes = scores.to_type(ScalarType.Float64) * scale;
        var (sums, squares) = (zeros(dimension + 1, dimension, dtype: ScalarType.Float64),
            zeros(dimension + 1, dimension, dtype: ScalarType.Float64));
        foreach (var (x, s) in offsets.split(Math.Max(1, Memory / ((dimension + 1) * dimension)))
            .Zip(slopes.split(Math.Max(1, Memory / ((dimension + 1) * dimension)))))
        {
            using var piece = NewDisposeScope();
            // The constant is the last of the functions.
            var rows = cat([x, ones_like(x.narrow(1, 0, 1))], 1).t().contiguous(); // [D + 1, n]
            sums.add_(rows.Product(s));
            squares.add_(rows.square().Product(s.square()));
        }
        var means = sums / count;
        var deviation = means + cat([eye(dimension, dtype: ScalarType.Float64),
            zeros(1, dimension, dtype: ScalarType.Float64)], 0);
        var error = ((squares / count - means.square()).clamp_min(0) / count).sqrt();
        // Rounding alone is no deviation.
        var inErrors = deviation.abs() / (error + 1e-12);
        return new SteinIdentity(
            deviation.abs().max().item<double>(), inErrors.max().item<double>(),
                means.diagonal().cpu().contiguous().data<double>().ToArray(), count);
    }
}
