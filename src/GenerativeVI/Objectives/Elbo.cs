using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// The evidence lower bound E_q [log p(x|z) + log p(z) − log q(z|x)] = log p(x) − KL(q‖p(z|x)), by the mean of S draws. A lower bound of log p(x) whenever the log-ratio is
/// exact or a lower bound itself; tight when q is the posterior, and then without variance.
/// </summary>
/// <param name="Samples">S ≥ 1 draws a row; 1 by default.</param>
/// <param name="Gradient">How the gradient is estimated; pathwise by default.</param>
/// <param name="KlWeight">β ≥ 0, the weight of the log-ratio in the surrogate; 1 by default. The number is that of β = 1 whatever it is (β-VAE: Higgins+ 2017; warm-up: Bowman+ 2016).</param>
/// <param name="FreeBits">
/// λ ≥ 0 nats: in the surrogate, the KL of every latent dimension, averaged over the batch, counts as max(KL_d, λ), so that none is pressed below λ (Kingma+ 2016, eq. 15). The log-ratio must
/// come by dimension. The number is that of λ = 0. 0, the default, for none.
/// </param>
public sealed record Elbo(int Samples = 1, GradientEstimator? Gradient = null, double KlWeight = 1, double FreeBits = 0) : IObjective
{
    /// <summary>S ≥ 1 draws a row.</summary>
    public int Samples { get; init; } = Composition.Checked("ELBO", Samples, Gradient, KlWeight, isMean: true);

    /// <summary>λ ≥ 0, nats a dimension.</summary>
    public double FreeBits { get; init; } = FreeBits >= 0 ? FreeBits : throw new ArgumentException($"ELBO: free bits: expected at least 0 nats, got {FreeBits}.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model, the gradient and the objective do not go together; the sentence names the remedy.</exception>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        Composition.Check("ELBO", model.Standing, needsDraws: false);
        var gradient = Gradient ?? new Pathwise();
        var terms = model.Sample(batch, Samples, gradient, random);
        var annealed = Composition.Annealed(FreeBits == 0 ? terms : WithFreeBits(terms), KlWeight);
        var surrogate = batch.Mean(gradient.Surrogate(annealed, PowerMean.OfLogarithms));
        return new Bound(Composition.Number(terms, PowerMean.OfLogarithms), surrogate, Composition.Of(Guarantee.Lower, terms.Standing), terms);
    }

    private LogTerms WithFreeBits(LogTerms terms)
    {
        var parts = terms.RatioByDimension ?? throw new ArgumentException("ELBO: free bits need the log-ratio of every latent dimension; take the closed form by dimension (ClosedFormRatio with byDimension).");
        var free = parts.mean([0L, 1L]).neg().clamp(min: FreeBits).neg().sum(); // over batch and draws: [D]
        return terms with { LogRatio = terms.LogRatio with { Surrogate = free.expand(terms.LogRatio.Surrogate.shape) } };
    }
}
