namespace GenerativeVI;

/// <summary>How a run folder stands.</summary>
public enum RunState
{
    /// <summary>It ran to its end.</summary>
    Finished,

    /// <summary>It ended before its end, and nobody is at work in it.</summary>
    Stopped,

    /// <summary>A process is at work in it and holds its lock.</summary>
    Running,

    /// <summary>Its record is missing or cannot be read.</summary>
    Damaged,
}
