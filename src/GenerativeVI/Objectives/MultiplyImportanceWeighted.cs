using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// MIWAE: the mean of M independent importance-weighted bounds of K draws each, (1/M) Σ_m log (1/K) Σ_k w_{m,k}: the tightness of K draws at the gradient noise of M · K
/// (Rainforth+ 2018, section 5). M = 1 is the importance-weighted bound, K = 1 the ELBO.
/// </summary>
/// <param name="Groups">M ≥ 1.</param>
/// <param name="Samples">K ≥ 1 draws a group: M · K a row.</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1.</param>
public sealed record MultiplyImportanceWeighted(int Groups, int Samples, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    private const string Name = "multiply importance-weighted bound";

    /// <summary>M ≥ 1.</summary>
    public int Groups { get; init; } = Groups >= 1 ? Groups : throw new ArgumentException($"{Name}: groups: expected at least 1, got {Groups}.");

    /// <summary>K ≥ 1 draws a group.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples < 1 ? Samples : Samples * Groups, Gradient, KlWeight) / Math.Max(1, Groups);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) =>
        Composition.Reduced(Name, model, batch, random, Groups * Samples, Gradient, KlWeight, Guarantee.Lower, new PowerMean(1, Groups));
}
