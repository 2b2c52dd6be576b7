namespace GenerativeVI.Tensors;

/// <summary>Another rank of the job has failed, and says itself why.</summary>
/// <param name="rank">Which.</param>
/// <param name="message">What it says.</param>
public sealed class OtherRankException(int rank, string message) : Exception($"rank {rank}: {message}")
{
    /// <summary>The rank that failed.</summary>
    public int Rank { get; } = rank;
}
