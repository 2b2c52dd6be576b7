using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>Distances of all pairs of draws.</summary>
internal static class Pairs
{
    // Above so many the median is that of some.
    private const long Most = 1000;

    /// <summary>|x − y|².</summary>
    /// <param name="first">x, [N, D].</param>
    /// <param name="second">y, [M, D].</param>
    /// <returns>[N, M].</returns>
    public static Tensor Squares(Tensor first, Tensor second)
    {
        // From one centre, so that little is lost by taking large numbers from each other.
        var centre = second.mean([0L]);
        var (x, y) = (first - centre, second - centre);
        return (x.square().sum(-1).unsqueeze(-1) + y.square().sum(-1) - x.Product(y.t()) * 2).clamp_min(0);
    }

    /// <summary>The median distance of different draws.</summary>
    /// <param name="squares">|x − y|² of draws with themselves, [N, N].</param>
    public static double Median(Tensor squares)
    {
        var few = Math.Min(Most, squares.shape[0]);
        var part = squares.narrow(0, 0, few).narrow(1, 0, few);
        var rows = triu_indices(few, few, offset: 1);
        return Math.Sqrt(part.reshape(-1).index_select(0, rows[0] * few + rows[1]).median().item<double>());
    }
}
