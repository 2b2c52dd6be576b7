using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// A log-Gaussian Cox process on the unit square, cut into M × M cells: points in cell m are Poisson of rate
/// exp(f_m)/M², and f is a
/// Gaussian process of mean log 126 − σ²/2 and covariance σ² exp(−|m − m′|/(Mβ)), σ² = 1.91, β = 1/33 (Møller+ 1998;
/// Heng+ 2020).
/// The likelihood is Σ_m [k_m f_m − exp(f_m)/M²], without the constants of a Poisson distribution, as it is published.
/// </summary>
public sealed class CoxProcessTarget : Target
{
    private const double Variance = 1.91, Reach = 1.0 / 33;
    private static readonly double Level = Math.Log(126) - Variance / 2;

    private readonly Tensor counts, whitening; // k, [D]; L⁻ᵀ, [D, D]
    private readonly double area, logNormalizer;

    /// <summary>The process of some points.</summary>
    /// <param name="points">The two coordinates of each, between 0 and 1, [N, 2].</param>
    /// <param name="side">M ≥ 2; D = M². 40 is the published one.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="ArgumentException">A point is outside the square.</exception>
    public CoxProcessTarget(Tensor points, int side, string name = "pines")
        : base(name, FormattableString.Invariant(
            $"log-Gaussian Cox process of points on {side} × {side} cells; σ² = 1.91, β = 1/33"),
            Constraint.Real((long)side * side))
    {
        Shapes.Require(points, nameof(points), "N", 2);
        if (side < 2) throw new ArgumentOutOfRangeException(nameof(side), $"side: expected at least 2, got {side}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (places, cells) = (points.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray(),
            new double[Dimension]);
        if (!Array.TrueForAll(places, place => place is >= 0 and <= 1))
            throw new ArgumentException("points: expected coordinates between 0 and 1.", nameof(points));
        for (var i = 0; i < places.Length; i += 2) cells[Cell(places[i]) * side + Cell(places[i + 1])]++;
        counts = Keep(tensor(cells));
        var axis = arange(side, dtype: ScalarType.Float64);
        var grid = cartesian_prod(axis, axis); // [D, 2]
        var distance = (grid.unsqueeze(1) - grid).square().sum(-1).sqrt();
        var factor = linalg.cholesky((distance * (-1 / (side * Reach))).exp() * Variance);
        whitening = Keep(linalg.solve_triangular(factor, eye(Dimension, dtype: ScalarType.Float64), upper: false).t());
        logNormalizer = -factor.diagonal().log().sum().item<double>() - 0.5 * Dimension * Math.Log(2 * Math.PI);
        area = 1.0 / Dimension;

        // A point on the upper edge lies in the last cell.
        int Cell(double place) => Math.Min(side - 1, (int)(place * side));
    }

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters) =>
        (parameters * counts - parameters.exp() * area).sum(-1)
        + (parameters - Level).Product(whitening).square().sum(-1) * -0.5 + logNormalizer;
}
