using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// Effects of J groups with known errors, y_j ~ N(θ_j, σ_j²) and θ_j = μ + τ t_j, t_j ~ N(0, 1), μ ~ N(0, 5²), τ ~
/// half-Cauchy(0, 5) (Rubin 1981; Gelman+ 2013, section 5.5). Its parameters are (t, μ, τ); what is read of them is (θ,
/// μ, τ).
/// It is posteriordb's eight_schools_noncentered.
/// </summary>
public sealed class EightSchoolsTarget : Target
{
    private readonly Tensor effects, errors;
    private readonly long groups;

    /// <summary>The model of some groups.</summary>
    /// <param name="effects">y, [J]; Rubin's eight by default.</param>
    /// <param name="errors">σ, [J]; Rubin's eight by default.</param>
    public EightSchoolsTarget(double[]? effects = null, double[]? errors = null)
        : base(
            "eight-schools", "effects of schools, non-centred; μ N(0, 5²), τ half-Cauchy(0, 5)",
                Constraint.Real((effects?.Length ?? 8) + 1), Constraint.Positive())
    {
        effects ??= [28, 8, -3, 7, -1, 1, 18, 12];
        errors ??= [15, 10, 16, 11, 9, 11, 10, 18];
        if (effects.Length != errors.Length)
            throw new ArgumentException($"errors: expected {effects.Length}, one a group, got {errors.Length}.",
                nameof(errors));
        using var scope = NewDisposeScope();
        (groups, this.effects, this.errors) = (effects.Length, Keep(tensor(effects)), Keep(tensor(errors)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> QuantityNames =>
        [.. Enumerable.Range(1, (int)groups).Select(i => FormattableString.Invariant($"theta[{i}]")), "mu", "tau"];

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (standard, mean, scale) = Parts(parameters);
        var offsets = effects - mean - standard * scale;
        return (LogDensities.Normal(standard, 0, 1) + LogDensities.Normal(offsets, errors)).sum(-1)
            + (LogDensities.Normal(mean, 0, 5) + ScalePrior.HalfCauchy(5).LogDensity(scale)).squeeze(-1);
    }

    /// <inheritdoc/>
    public override Tensor Quantities(Tensor parameters)
    {
        var (standard, mean, scale) = Parts(parameters);
        return cat([standard * scale + mean, mean, scale], -1);
    }

    /// <inheritdoc/>
    public override Tensor Parameters(Tensor quantities)
    {
        var (effect, mean, scale) = Parts(quantities);
        return cat([(effect - mean) / scale, mean, scale], -1);
    }

    private (Tensor Groups, Tensor Mean, Tensor Scale) Parts(Tensor values)
    {
        Shapes.Require(values, nameof(values), "...", Dimension);
        return (values.narrow(-1, 0, groups), values.narrow(-1, groups, 1), values.narrow(-1, groups + 1, 1));
    }
}
