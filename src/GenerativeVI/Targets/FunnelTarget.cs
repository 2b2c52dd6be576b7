using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>Neal's funnel (2003, section 8): x₁ ~ N(0, 3²) and x_d ~ N(0, exp x₁) for the others: a neck in which every
/// scale fails.</summary>
public sealed class FunnelTarget : Target, ISampledTarget
{
    private const double Mouth = 3;

    /// <summary>A funnel.</summary>
    /// <param name="dimension">D ≥ 2; 10 by default.</param>
    public FunnelTarget(int dimension = 10)
        : base("funnel", FormattableString.Invariant($"Neal's funnel in {dimension} dimensions"),
            Constraint.Real(dimension))
    {
        if (dimension < 2) throw new ArgumentOutOfRangeException(nameof(dimension),
            $"dimension: expected at least 2, got {dimension}.");
    }

    /// <inheritdoc/>
    public override double? LogIntegral => 0;

    /// <inheritdoc/>
    public override Tensor LogJoint(Tensor parameters)
    {
        var (log, others) = (parameters.narrow(-1, 0, 1), parameters.narrow(-1, 1, Dimension - 1));
        return LogDensities.Normal(log, 0, Mouth).squeeze(-1) + LogDensities.Normal(others, (log * 0.5).exp()).sum(-1);
    }

    /// <inheritdoc/>
    public Tensor Sample(long count, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var white = random.Normal([count, Dimension], ScalarType.Float64);
        var log = white.narrow(1, 0, 1) * Mouth;
        return cat([log, white.narrow(1, 1, Dimension - 1) * (log * 0.5).exp()], 1).MoveToOuterDisposeScope();
    }
}
