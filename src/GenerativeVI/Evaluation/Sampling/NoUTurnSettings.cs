namespace GenerativeVI.Evaluation;

/// <summary>How a <see cref="NoUTurnSampler"/> goes about it.</summary>
public sealed record NoUTurnSettings
{
    /// <summary>M ≥ 1 chains, each adapted by itself; 4 by default.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Moves of each chain that its step size and metric are adapted in, at least 20; 1000 by
    /// default.</summary>
    public int WarmUp { get; init; } = 1000;

    /// <summary>Moves of each chain that are kept, at least 8; 1000 by default.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Whether the metric is a full covariance; only variances by default. It pays where elements are
    /// correlated, and
    /// costs O(D²) a step.</summary>
    public bool IsDense { get; init; }

    /// <summary>The mean probability of acceptance that the step size is adapted to, in (0, 1); 0.8 by
    /// default.</summary>
    public double Acceptance { get; init; } = 0.8;

    /// <summary>A trajectory has at most 2 to this power of steps; from 1 to 20, 10 by default.</summary>
    public int MostDoublings { get; init; } = 10;

    /// <summary>Chains start uniformly within this distance of 0 in every element, above 0; 2 by default.</summary>
    public double Extent { get; init; } = 2;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Check()
    {
        if (Chains < 1) throw new ArgumentException($"chains: expected at least 1, got {Chains}.");
        if (WarmUp < 20) throw new ArgumentException($"warm-up: expected at least 20 moves, got {WarmUp}.");
        if (Draws < 8) throw new ArgumentException($"draws: expected at least 8 moves, got {Draws}.");
        if (!(Acceptance is > 0 and < 1)) throw new ArgumentException(
            $"acceptance: expected between 0 and 1, got {Acceptance}.");
        if (MostDoublings is < 1 or > 20) throw new ArgumentException(
            $"doublings: expected from 1 to 20, got {MostDoublings}.");
        if (!(Extent > 0 && double.IsFinite(Extent))) throw new ArgumentException(
            $"extent: expected above 0, got {Extent}.");
    }
}
