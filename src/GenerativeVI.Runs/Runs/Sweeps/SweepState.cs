namespace GenerativeVI;

/// <summary>Where a trial of a sweep stands.</summary>
public enum SweepState
{
    /// <summary>It has epochs to go, or has not begun.</summary>
    Waiting,

    /// <summary>Others were better after as many epochs.</summary>
    Dropped,

    /// <summary>It was trained and judged to its end.</summary>
    Finished,

    /// <summary>It could not be trained.</summary>
    Failed,
}
