namespace GenerativeVI.Evaluation;

/// <summary>How an annealing is done.</summary>
/// <param name="Temperatures">β₀ … β_T; the bracket closes as T grows.</param>
/// <param name="Chains">K ≥ 1 independent chains a row, whose weights are averaged; 16 by default.</param>
/// <param name="Leapfrogs">L ≥ 1 leapfrog steps a move; 10 by default. A row costs about K·T·L gradients.</param>
/// <param name="Acceptance">The mean probability of acceptance that the step sizes are found for, in (0, 1); 0.65 by default, near the best for many dimensions (Beskos+ 2013).</param>
/// <param name="PilotRows">The rows that the step sizes are found on, at least 1; 32 by default.</param>
public sealed record AnnealingSettings(Temperatures Temperatures, int Chains = 16, int Leapfrogs = 10, double Acceptance = 0.65, int PilotRows = 32)
{
    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Check()
    {
        if (Chains < 1) throw new ArgumentException($"chains: expected at least 1, got {Chains}.");
        if (Leapfrogs < 1) throw new ArgumentException($"leapfrogs: expected at least 1, got {Leapfrogs}.");
        if (!(Acceptance is > 0 and < 1)) throw new ArgumentException($"acceptance: expected between 0 and 1, got {Acceptance}.");
        if (PilotRows < 1) throw new ArgumentException($"pilot rows: expected at least 1, got {PilotRows}.");
    }
}
