using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>The banana of semi-implicit papers, x₂ ~ N(0, 2²) and x₁ ~ N(x₂²/4, 1) (Yin &amp; Zhou 2018, section 5.1),
/// normalized.</summary>
public sealed class BananaTarget() : Target("banana", "x₂ ~ N(0, 2²), x₁ ~ N(x₂²/4, 1)", Constraint.Real(2)),
    ISampledTarget
{
    /// <inheritdoc/>
    public override double? LogIntegral => 0;

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (across, up) = (parameters.select(-1, 0), parameters.select(-1, 1));
        return LogDensities.Normal(up, 0, 2) + LogDensities.Normal(across - up.square() * 0.25, 0, 1);
    }

    /// <inheritdoc/>
    public Tensor Sample(long count, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var white = random.Normal([count, 2], ScalarType.Float64);
        var up = white.select(1, 1) * 2;
        Tensor[] both = [white.select(1, 0) + up.square() * 0.25, up];
        return stack(both, 1).MoveToOuterDisposeScope();
    }
}
