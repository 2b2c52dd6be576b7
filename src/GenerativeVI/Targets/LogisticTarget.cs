using GenerativeVI.Models;

namespace GenerativeVI.Targets;

/// <summary>Bayesian logistic regression of any table, by <see cref="LogisticRegression"/>, as a target.</summary>
public sealed class LogisticTarget : Target
{
    private readonly LogisticRegression regression;

    /// <summary>The regression of some rows.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="inputs">x, [N, D], with a column of ones where there is a bias, which has the prior of all
    /// weights.</param>
    /// <param name="labels">y, 0 or 1, int64 [N].</param>
    /// <param name="scale">The prior's standard deviation of every weight, above 0.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or a label is neither 0 nor
    /// 1.</exception>
    public LogisticTarget(string name, Tensor inputs, Tensor labels, double scale)
        : base(name, FormattableString.Invariant($"logistic regression; weights N(0, {scale}²)"),
            Constraint.Real(inputs.shape[^1]))
    {
        using var scope = NewDisposeScope();
        regression = Own(new LogisticRegression(inputs.to_type(ScalarType.Float64), labels, 1 / (scale * scale)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        [.. Enumerable.Range(1, (int)Dimension).Select(i => FormattableString.Invariant($"w[{i}]"))];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters) => regression.LogDensity(parameters);
}
