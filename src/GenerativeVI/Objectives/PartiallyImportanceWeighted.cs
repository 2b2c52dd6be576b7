using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// PIWAE: of the same M · K draws, the model learns from the importance-weighted bound of all of them and the posterior from the mean of M bounds of K: the tighter bound where tightness
/// helps, and the better signal-to-noise ratio where it hurts (Rainforth+ 2018, section 5). The number is the importance-weighted bound of M · K draws. Pathwise; one backward pass.
/// </summary>
/// <param name="Groups">M ≥ 1.</param>
/// <param name="Samples">K ≥ 1 draws a group: M · K a row.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1.</param>
public sealed record PartiallyImportanceWeighted(int Groups, int Samples, double KlWeight = 1) : IObjective
{
    private const string Name = "partially importance-weighted bound";

    /// <summary>M ≥ 1.</summary>
    public int Groups { get; init; } = Groups >= 1 ? Groups : throw new ArgumentException($"{Name}: groups: expected at least 1, got {Groups}.");

    /// <summary>K ≥ 1 draws a group.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, null, KlWeight);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) => Composition.Reduced(
        Name, model, batch, random, Groups * Samples, new SplitWeights(new PowerMean(1, Groups)), KlWeight, Guarantee.Lower,
        PowerMean.OfWeights);
}
