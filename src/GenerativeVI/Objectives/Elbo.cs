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
public sealed record Elbo(int Samples = 1, GradientEstimator? Gradient = null, double KlWeight = 1) : IObjective
{
    /// <inheritdoc/>
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        var gradient = Gradient ?? new Pathwise();
        var terms = model.Sample(batch, Samples, gradient, random);
        var annealed = KlWeight == 1 ? terms : terms with { LogRatio = terms.LogRatio with { Surrogate = terms.LogRatio.Surrogate * KlWeight } };
        var surrogate = gradient.Surrogate(annealed, Mean).mean();
        using var _ = no_grad();
        var number = terms.LogRatio.Value is { } ratio ? Mean(terms.LogLikelihood + ratio) : null;
        return new Bound(number, surrogate, GuaranteeOf(terms.Standing), terms);
    }

    private static Tensor Mean(Tensor weights) => weights.shape[0] == 1 ? weights.squeeze(0) : weights.mean([0L]); // [S, B] to [B]

    private static Guarantee GuaranteeOf(Standing standing) => standing.Guarantee is Guarantee.Exact or Guarantee.Lower ? Guarantee.Lower : Guarantee.None;
}
