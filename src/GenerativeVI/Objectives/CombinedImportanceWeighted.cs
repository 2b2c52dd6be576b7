using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// CIWAE: a convex combination of the ELBO and the importance-weighted bound of the same S draws, c (1/S) Σ log w_s + (1 − c) log (1/S) Σ w_s: between the two, and a lower bound as both are
/// (Rainforth+ 2018, section 5).
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
/// <param name="ElboShare">c in [0, 1].</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1.</param>
public sealed record CombinedImportanceWeighted(int Samples, double ElboShare = 0.5, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    private const string Name = "combined importance-weighted bound";

    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, Gradient, KlWeight, isMean: ElboShare == 1);

    /// <summary>c in [0, 1].</summary>
    public double ElboShare { get; init; } = ElboShare is >= 0 and <= 1 ? ElboShare : throw new ArgumentException($"{Name}: share of the ELBO: expected between 0 and 1, got {ElboShare}.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) => Composition.Reduced(
        Name, model, batch, random, Samples, Gradient, KlWeight, Guarantee.Lower,
        new WeightedReductions((ElboShare, PowerMean.OfLogarithms), (1 - ElboShare, PowerMean.OfWeights)));
}
