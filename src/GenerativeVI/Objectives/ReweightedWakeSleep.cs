using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// Reweighted wake-sleep, with both wake updates: the model climbs the importance-weighted bound, Σ_s w̄_s ∇_θ log p(x, z_s), and the posterior descends KL(p(z|x)‖q) as the self-normalized
/// weights estimate it, Σ_s w̄_s ∇_φ log q(z_s|x). Draws need carry no gradient, so discrete latents are welcome; the posterior's gradient is that of another divergence than the bound's, biased
/// by self-normalization like 1/S, and its noise does not grow with S (Bornschein &amp; Bengio 2015; Le+ 2019). The number is the importance-weighted bound.
/// </summary>
/// <param name="Samples">S ≥ 2 draws a row: with one, w̄ = 1 and the posterior would learn its own draws.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate and in w̄; 1 by default. The number is that of β = 1.</param>
public sealed record ReweightedWakeSleep(int Samples, double KlWeight = 1) : IObjective
{
    private const string Name = "reweighted wake-sleep";

    /// <summary>S ≥ 2 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked(Name, Samples, new WakeWeights(), KlWeight);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random) =>
        Composition.Reduced(Name, model, batch, random, Samples, new WakeWeights(), KlWeight, Guarantee.Lower, PowerMean.OfWeights);

    private sealed class WakeWeights : GradientEstimator
    {
        public override bool FreezePosterior => true;

        public override bool NeedsLogPosterior => true;

        public override bool NeedsPath => false;

        public override int LeastSamples => 2;

        public override Draw Prepare(Draw draw) => draw with { Value = draw.Value.detach(), Mixing = draw.Mixing?.detach(), LogDensity = null };

        public override Tensor Surrogate(LogTerms terms, Reduction reduction)
        {
            var logWeights = terms.LogLikelihood + terms.LogRatio.Surrogate;
            return reduction.Of(logWeights) + (logWeights.detach().softmax(0) * terms.LogPosterior!).sum(dim: 0);
        }
    }
}
