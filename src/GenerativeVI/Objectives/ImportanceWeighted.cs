using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The importance-weighted bound E log (1/S) Σ_s p(x, z_s)/q(z_s|x), z_s ~ q: the ELBO at S = 1, non-decreasing in S, towards log p(x) (Burda, Grosse &amp; Salakhutdinov 2016). Its gradient is
/// Σ_s w̄_s ∇ log w_s with the self-normalized weights w̄ as constants. The encoder works once a row, whatever S.
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row.</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default. Its signal-to-noise ratio in q's parameters falls like 1/√S (Rainforth+ 2018), the doubly reparameterized one's does not.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1.</param>
public sealed record ImportanceWeighted(int Samples, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    private const string Name = "importance-weighted bound";

    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, Gradient, KlWeight);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) =>
        Composition.Reduced(Name, model, batch, random, Samples, Gradient, KlWeight, Guarantee.Lower, PowerMean.OfWeights);
}
