using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Objectives;

/// <summary>
/// E_q [log f(z) − log q(z)] = log ∫f − KL(q‖f/∫f), for fitting q to a density known but for its integral: a lower bound of log ∫f. Of q it takes draws that know their density, so that a
/// flow without an inverse will do.
/// </summary>
/// <param name="LogTarget">log f, from [S, D] to [S]; differentiable.</param>
/// <param name="Samples">S ≥ 1 draws; 256 by default.</param>
public sealed record TargetBound(Func<Tensor, Tensor> LogTarget, int Samples = 256)
{
    /// <summary>The bound by fresh draws; with an exact normalized f it is −KL(q‖f).</summary>
    /// <param name="sampler">q, reparameterized, without a batch axis.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>One number a draw.</returns>
    /// <exception cref="ArgumentException">The sampler does not state the density of its draws.</exception>
    public Bound Evaluate(IReparameterized sampler, RandomStream random)
    {
        var draw = sampler.Sample(random, Samples);
        var logDensity = draw.LogDensity ?? (sampler as IDistribution)?.LogDensity(draw.Value)
            ?? throw new ArgumentException($"{sampler.GetType().Name} does not state the density of its draws; take one that does, such as a flow.", nameof(sampler));
        var (logTarget, logRatio) = (LogTarget(draw.Value), logDensity.neg()); // [S]
        var terms = new LogTerms(
            draw, logTarget.detach().unsqueeze(0), new RatioEstimate(logRatio.detach().unsqueeze(0), logRatio.unsqueeze(0)), new Standing(Guarantee.Exact, Weighting.PerDraw));
        return new Bound((logTarget + logRatio).detach(), (logTarget + logRatio).mean(), Guarantee.Lower, terms);
    }
}
