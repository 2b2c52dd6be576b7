namespace GenerativeVI.Evaluation;

/// <summary>What a <see cref="NoUTurnSampler"/> found.</summary>
/// <param name="Value">The draws, float64 [N, M, D]: N moves of M chains.</param>
/// <param name="Diagnostics">R̂ and effective draws of every element.</param>
/// <param name="StepSizes">ε of every chain after the warm-up.</param>
/// <param name="Acceptance">The mean probability of acceptance of every chain.</param>
/// <param name="Divergences">Kept moves that ended because the energy ran away: the draws avoid places that they should
/// reach.</param>
/// <param name="Gradients">Gradients of the log-density that all chains took, warm-up among them.</param>
public sealed record NoUTurnDraws(
    Tensor Value, IReadOnlyList<ChainDiagnostics> Diagnostics, IReadOnlyList<double> StepSizes,
        IReadOnlyList<double> Acceptance, int Divergences, long Gradients) : IDisposable
{
    /// <summary>The largest R̂ of all elements: above 1.01 the chains have not mixed.</summary>
    public double WorstDisagreement => Diagnostics.Max(one => one.Disagreement);

    /// <summary>The fewest effective draws of all elements.</summary>
    public double FewestEffectiveDraws => Diagnostics.Min(one => one.EffectiveDraws);

    /// <summary>The draws of all chains in one list, [N M, D].</summary>
    public Tensor Flat() => Value.flatten(0, 1);

    /// <summary>Frees the draws.</summary>
    public void Dispose() => Value.Dispose();
}
