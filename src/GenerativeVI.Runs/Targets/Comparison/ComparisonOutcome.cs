namespace GenerativeVI;

/// <summary>How a fit of a comparison ended.</summary>
public enum ComparisonOutcome
{
    /// <summary>It was fitted and judged.</summary>
    Done,

    /// <summary>It failed; the reason says how.</summary>
    Failed,

    /// <summary>It took several times its budget, and was stopped.</summary>
    OutOfTime,
}
