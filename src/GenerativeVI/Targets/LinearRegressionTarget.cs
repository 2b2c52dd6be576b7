using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// Linear regression with an unknown noise, y_n ~ N(x_n·β, σ²), θ = (β, σ): autoregressions are of this kind too, with
/// earlier values for inputs.
/// </summary>
/// <remarks>
/// By the QR decomposition of the inputs the squared error is ‖R(β − β̂)‖² plus what least squares leaves: a draw costs
/// O(D²) whatever the number of rows.
/// </remarks>
public sealed class LinearRegressionTarget : Target
{
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    private readonly Tensor factor, best; // Rᵀ, [D, D]; β̂, [D]
    private readonly double left, rows;
    private readonly double? coefficientScale;
    private readonly ScalePrior noise;
    private readonly IReadOnlyList<string>? names;

    /// <summary>A regression of some rows.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="inputs">x, [N, D], with a column of ones where there is an intercept; of rank D.</param>
    /// <param name="outputs">y, [N].</param>
    /// <param name="coefficientScale">s of β_d ~ N(0, s²); a flat, improper prior when null.</param>
    /// <param name="noise">The prior of σ.</param>
    /// <param name="about">What the columns are.</param>
    /// <param name="names">What the coefficients are called, one a column; beta[1] and so on when null.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or columns depend on each
    /// other.</exception>
    public LinearRegressionTarget(
        string name, Tensor inputs, Tensor outputs, double? coefficientScale, ScalePrior noise, string about =
            "linear regression", IReadOnlyList<string>? names = null)
        : base(name, Text(about, coefficientScale, noise), Constraint.Real(Columns(inputs, outputs)),
            Constraint.Positive())
    {
        if (names is not null && names.Count != inputs.shape[1])
            throw new ArgumentException($"names: expected {inputs.shape[1]}, one a column, got {names.Count}.",
                nameof(names));
        this.names = names;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (x, y) = (inputs.to_type(ScalarType.Float64), outputs.to_type(ScalarType.Float64));
        var (q, r) = linalg.qr(x);
        var diagonal = r.diagonal().abs();
        if (diagonal.min().item<double>() <= 1e-12 * diagonal.max().item<double>())
            throw new ArgumentException("inputs: expected columns that do not depend on each other; leave one out.",
                nameof(inputs));
        var projected = q.t().Product(y); // [D]
        best = Keep(linalg.solve_triangular(r, projected.unsqueeze(-1), upper: true).squeeze(-1));
        factor = Keep(r.t());
        left = (y - x.Product(best)).square().sum().item<double>();
        (rows, this.coefficientScale, this.noise) = (x.shape[0], coefficientScale, noise);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        [.. names ?? Enumerable.Range(1, (int)Dimension - 1).Select(i => FormattableString.Invariant($"beta[{i}]")),
            "sigma"];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (weights, scale) = (parameters.narrow(-1, 0, Dimension - 1), parameters.select(-1, Dimension - 1));
        var squares = (weights - best).Product(factor).square().sum(-1) + left;
        var likelihood = squares / scale.square() * -0.5 - scale.log() * rows - 0.5 * rows * LogTwoPi;
        var joint = likelihood + noise.LogDensity(scale);
        return coefficientScale is { } prior ? joint + LogDensities.Normal(weights, 0, prior).sum(-1) : joint;
    }

    private static long Columns(Tensor inputs, Tensor outputs)
    {
        Shapes.Require(inputs, nameof(inputs), "N", "D");
        Shapes.Require(outputs, nameof(outputs), inputs.shape[0]);
        return inputs.shape[1];
    }

    private static string Text(string about, double? scale, ScalePrior noise) =>
        $"{about}; coefficients {(scale is { } s ? FormattableString.Invariant($"N(0, {s}²)") : "flat (improper)")}, "
        + $"σ {noise.Text}";
}
