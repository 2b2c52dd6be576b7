namespace GenerativeVI;

/// <summary>What is subtracted from a score function's signal; none changes the mean of the gradient.</summary>
public enum BaselineKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The running mean of earlier batches.</summary>
    MovingAverage,

    /// <summary>The running constant of least variance.</summary>
    OptimalConstant,

    /// <summary>The mean of the row's other draws.</summary>
    LeaveOneOut,

    /// <summary>A network's prediction from x.</summary>
    Learned,
}
