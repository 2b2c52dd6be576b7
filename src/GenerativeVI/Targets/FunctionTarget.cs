namespace GenerativeVI.Targets;

/// <summary>A log-density that is there as a function, on all of ℝᴰ, as a target.</summary>
/// <param name="name">What it is called.</param>
/// <param name="dimension">D ≥ 1.</param>
/// <param name="logDensity">log p̃, from [..., D] to [...]; differentiable.</param>
/// <param name="logIntegral">log ∫ p̃ where it is known.</param>
public sealed class FunctionTarget(string name, long dimension, Func<Tensor, Tensor> logDensity, double? logIntegral =
    null)
    : Target(name, "a log-density as a function", Constraint.Real(dimension))
{
    /// <inheritdoc/>
    public override double? LogIntegral => logIntegral;

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters) => logDensity(parameters);
}
