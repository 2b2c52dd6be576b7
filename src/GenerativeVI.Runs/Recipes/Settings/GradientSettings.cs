namespace GenerativeVI;

/// <summary>How the objective's gradient is estimated.</summary>
public sealed record GradientSettings
{
    /// <summary>Its kind.</summary>
    public GradientKind Kind { get; init; } = GradientKind.Pathwise;

    /// <summary>The baseline of a score function.</summary>
    public BaselineKind Baseline { get; init; } = BaselineKind.None;
}
