using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>What an annealing found of every row, [N] each.</summary>
/// <param name="LogLikelihood">Forward log (1/K) Σ w_k, at most log p(x) in expectation; in reverse −log (1/K) Σ 1/w_k, at least log p(x) in expectation. Nats.</param>
/// <param name="EffectiveSamples">(Σ w)²/Σ w² of the chains' weights (of their inverses in reverse), from 1 to K.</param>
/// <param name="Guarantee">Lower or upper.</param>
/// <param name="Settings">How it was done.</param>
/// <param name="StepSizes">The step sizes of the moves at β₁ … β_{T−1}, as they were frozen before the first row.</param>
public sealed record AnnealedRows(double[] LogLikelihood, double[] EffectiveSamples, Guarantee Guarantee, AnnealingSettings Settings, IReadOnlyList<double> StepSizes)
{
    /// <summary>The mean over the rows.</summary>
    public Estimate Estimate => Estimate.Of(LogLikelihood, Guarantee, Settings.Chains);
}
