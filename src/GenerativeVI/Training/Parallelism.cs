namespace GenerativeVI.Training;

/// <summary>How a training step uses threads.</summary>
/// <param name="Parts">The parts of a batch that are taken side by side, at least 1.</param>
/// <param name="Threads">The threads of an operation in each of them, at least 1.</param>
public readonly record struct Parallelism(int Parts, int Threads)
{
    /// <summary>The threads in use: parts times threads.</summary>
    public int All => Parts * Threads;

    /// <inheritdoc/>
    public override string ToString() => Parts == 1 ? $"{All}" : $"{All} by parts of a batch";
}
