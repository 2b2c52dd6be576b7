namespace GenerativeVI;

/// <summary>How often a run is kept, and how much of it. It changes no number, so a run may be resumed with other ones.</summary>
public sealed record CheckpointSettings
{
    /// <summary>Steps between checkpoints within an epoch; none but that of every epoch when null.</summary>
    public long? EverySteps { get; init; }

    /// <summary>How many of the last are kept.</summary>
    public int Keep { get; init; } = 2;
}
