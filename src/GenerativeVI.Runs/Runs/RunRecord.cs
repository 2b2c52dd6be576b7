namespace GenerativeVI;

/// <summary>What run.json holds: the settings, what they were applied to, and what came out.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the form that is written and read.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of this form; a reader refuses others.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Everything that decides the run.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>The data that was used.</summary>
    public required DataProtocol Data { get; init; }

    /// <summary>What it ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Where it stands; null before the first epoch has ended.</summary>
    public RunOutcome? Outcome { get; init; }
}
