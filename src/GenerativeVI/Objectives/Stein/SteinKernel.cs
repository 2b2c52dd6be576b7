using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// A positive definite kernel k(x, y) on draws, whose bandwidth h follows how far the draws lie from each other.
/// </summary>
/// <param name="Kind">Which.</param>
/// <param name="Bandwidth">What h is in units of the median of the squared distances between draws, above 0; 1 by
/// default.</param>
/// <param name="Power">p of the Riesz kernel, in (0, 2); 1 by default.</param>
public sealed record SteinKernel(SteinKernelKind Kind = SteinKernelKind.Gaussian, double Bandwidth = 1,
    double Power = 1)
{
    /// <summary>h in units of the median of the squared distances, above 0.</summary>
    public double Bandwidth { get; init; } = Bandwidth > 0 && double.IsFinite(Bandwidth)
        ? Bandwidth
        : throw new ArgumentOutOfRangeException(nameof(Bandwidth), $"bandwidth: expected above 0, got {Bandwidth}.");

    /// <summary>p, in (0, 2).</summary>
    public double Power { get; init; } = Power is > 0 and < 2
        ? Power
        : throw new ArgumentOutOfRangeException(nameof(Power), $"power: expected between 0 and 2, got {Power}.");

    /// <summary>
    /// Whether h is in units of the median, and the Riesz kernel's c the mean of the draws; else h is the bandwidth
    /// itself and c the origin. True by default. The kernel carries no gradient through either.
    /// </summary>
    public bool ByMedian { get; init; } = true;

    /// <summary>k of every x with every y.</summary>
    /// <param name="first">x, [N, D].</param>
    /// <param name="second">y, [M, D]; may be x itself.</param>
    /// <returns>[N, M], differentiable.</returns>
    public Tensor Of(Tensor first, Tensor second)
    {
        Shapes.Require(second, nameof(second), "M", first.shape[^1]);
        var centre = ByMedian ? second.detach().mean([0L]) : zeros_like(second.detach()[0]);
        var (x, y) = (first - centre, second - centre);
        var isOwn = ReferenceEquals(first, second);
        var squares = Squares(x, y);
        // A draw is at no distance from itself, and the root of what rounding leaves of it would be no small number.
        if (isOwn) squares = squares * (1 - eye(squares.shape[0], dtype: squares.dtype, device: squares.device));
        var width = ByMedian ? Median(squares.detach(), isOwn) * Bandwidth
            : full_like(centre[0], Bandwidth);
        return Kind switch
        {
            SteinKernelKind.Gaussian => (squares / width).neg().exp(),
            SteinKernelKind.Riesz => 0.5 * (Powered(x.square().sum(-1) / width).unsqueeze(-1)
                + Powered(y.square().sum(-1) / width) - Powered(squares / width)),
            SteinKernelKind.InverseMultiquadric => (squares / width + 1).pow(-0.5),
            _ => throw new InvalidOperationException(
                $"kernel: {Kind} is not one of {string.Join(", ", Enum.GetNames<SteinKernelKind>())}."),
        };
    }

    // rᵖ of r². At r = 0, where its slope has no end, it counts as flat.
    private Tensor Powered(Tensor squares) =>
        where(squares.gt(Least), squares, full_like(squares, Least).detach()).pow(Power / 2);

    private const double Least = 1e-28;

    // Multiplied out: N M numbers where differences would make N M D.
    private static Tensor Squares(Tensor x, Tensor y) =>
        (x.square().sum(-1, keepdim: true) + y.square().sum(-1) - x.Product(y.t()) * 2).clamp_min(0);

    private static Tensor Median(Tensor squares, bool isOwn)
    {
        using var _ = no_grad();
        var pairs = isOwn && squares.shape[0] > 1 ? squares.masked_select(ones_like(squares).triu(1).gt(0))
            : squares.flatten();
        return pairs.median().clamp_min(Least);
    }
}
