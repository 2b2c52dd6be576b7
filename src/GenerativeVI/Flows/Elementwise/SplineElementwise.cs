namespace GenerativeVI.Flows;

/// <summary>
/// A monotone rational-quadratic spline on [−B, B] and the identity outside: K bins whose widths, heights and inner derivatives are the parameters (Durkan+ 2019, equations 4 to 8, 10).
/// The derivative is continuous, and 1 at ±B.
/// </summary>
/// <param name="bins">K ≥ 2; 8 by default.</param>
/// <param name="bound">B > 0; 4 by default. Points beyond it are not moved: standardize the data.</param>
public sealed class SplineElementwise(int bins = 8, double bound = 4) : IElementwise
{
    private const double Least = 1e-3;

    private readonly int bins = bins >= 2 ? bins : throw new ArgumentOutOfRangeException(nameof(bins), $"bins: expected at least 2, got {bins}.");
    private readonly double bound = bound > 0 ? bound : throw new ArgumentOutOfRangeException(nameof(bound), $"bound: expected above 0, got {bound}.");

    /// <summary>3K − 1: K widths, K heights, K − 1 derivatives.</summary>
    public long Parameters => 3 * bins - 1;

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor parameters)
    {
        (value, parameters) = ElementParameters.Matched(value, parameters, Parameters);
        var inside = value.abs() <= bound;
        // Beyond the spline every element is as good as any: what comes of it is not taken.
        var x = where(inside, value, zeros_like(value));
        var bin = Bin.At(x, parameters, bins, bound, byHeight: false);
        var share = (x - bin.X) / bin.Width;
        var mixed = share * (1 - share);
        var denominator = bin.Slope + (bin.Left + bin.Right - bin.Slope * 2) * mixed;
        var y = bin.Y + bin.Height * (bin.Slope * share.square() + bin.Left * mixed) / denominator;
        return Kept(inside, value, y, LogDerivative(bin, share, mixed, denominator));
    }

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor parameters)
    {
        (value, parameters) = ElementParameters.Matched(value, parameters, Parameters);
        var inside = value.abs() <= bound;
        var y = where(inside, value, zeros_like(value));
        var bin = Bin.At(y, parameters, bins, bound, byHeight: true);
        // a ξ² + b ξ + c = 0 with c ≤ 0, in the form whose denominator never cancels.
        var excess = (y - bin.Y) * (bin.Left + bin.Right - bin.Slope * 2);
        var a = bin.Height * (bin.Slope - bin.Left) + excess;
        var b = bin.Height * bin.Left - excess;
        var c = (bin.Y - y) * bin.Slope;
        var share = c * -2 / (b + (b.square() - a * c * 4).sqrt());
        var mixed = share * (1 - share);
        var denominator = bin.Slope + (bin.Left + bin.Right - bin.Slope * 2) * mixed;
        return Kept(inside, value, bin.X + share * bin.Width, LogDerivative(bin, share, mixed, denominator).neg());
    }

    private static Mapped Kept(Tensor inside, Tensor value, Tensor moved, Tensor logDerivative) =>
        new(where(inside, moved, value), where(inside, logDerivative, zeros_like(logDerivative)));

    private static Tensor LogDerivative(Bin bin, Tensor share, Tensor mixed, Tensor denominator) =>
        ((bin.Right * share.square() + bin.Slope * mixed * 2 + bin.Left * (1 - share).square()).log() + (bin.Slope / denominator).log() * 2);

    /// <summary>The bin of every element: its lower corner, its sides, and the derivatives at its ends.</summary>
    private sealed record Bin(Tensor X, Tensor Width, Tensor Y, Tensor Height, Tensor Left, Tensor Right, Tensor Slope)
    {
        private static readonly double Shift = Math.Log(Math.Exp(1 - Least) - 1);

        public static Bin At(Tensor value, Tensor parameters, int bins, double bound, bool byHeight)
        {
            var parts = parameters.split([bins, bins, bins - 1], -2);
            var (widths, x) = Sides(parts[0], bins, bound);
            var (heights, y) = Sides(parts[1], bins, bound);
            var inner = nn.functional.softplus(parts[2] + Shift) + Least;
            var end = ones_like(inner.narrow(-2, 0, 1));
            var knots = (byHeight ? y : x).narrow(-2, 1, bins - 1);
            var index = (value.unsqueeze(-2) >= knots).sum(-2, keepdim: true); // [..., 1, D]
            var (width, height) = (Take(widths, index), Take(heights, index));
            return new Bin(Take(x, index), width, Take(y, index), height, Take(cat([end, inner], -2), index), Take(cat([inner, end], -2), index), height / width);
        }

        private static Tensor Take(Tensor table, Tensor index) => table.gather(-2, index).squeeze(-2);

        /// <summary>The bins' lengths and where each begins, both [..., K, D].</summary>
        private static (Tensor Lengths, Tensor Starts) Sides(Tensor free, int bins, double bound)
        {
            var lengths = (free.softmax(-2) * (1 - Least * bins) + Least) * (2 * bound);
            return (lengths, lengths.cumsum(-2) - lengths - bound);
        }
    }
}
