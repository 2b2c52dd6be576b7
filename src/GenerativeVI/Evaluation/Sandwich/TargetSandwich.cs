using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// What is certain of a semi-implicit posterior of a target, whatever trained it: −log q(z) from below with the ψ⁰
/// that made z among K + 1 kernels and from above with K fresh ones alone, so that the entropy H(q) and the ELBO E_q
/// [log p̃(z) − log q(z)] lie between two numbers each, and K doubles until these are as near as wanted.
/// </summary>
/// <remarks>
/// The ELBO's lower side is a lower bound of log ∫p̃, and so is its upper side as far as it is the ELBO: of log ∫p̃
/// itself there is no upper side here. A kernel trained narrow needs a large K, which the lower side alone would not
/// say.
/// </remarks>
/// <typeparam name="TPosterior">The type of q.</typeparam>
/// <param name="model">The target and q; its own bracket is not looked at.</param>
/// <param name="samples">S ≥ 2 draws of z, each with mixing draws of its own; 1000 by default.</param>
public sealed class TargetSandwich<TPosterior>(TargetDensity<TPosterior> model, int samples = 1000)
    where TPosterior : ISemiImplicit<ISampler>
{
    // Elements of K × S × D at a time.
    private const long Memory = 1L << 22;

    private readonly int draws = samples >= 2
        ? samples
        : throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 2, got {samples}.");

    /// <summary>The bounds at the first K = 1, 2, 4, … that is narrow enough, or at the largest.</summary>
    /// <param name="tolerance">How wide the entropy's bounds may be, nats, above 0.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="most">The largest K that is tried, at least 1; 2¹⁴ by default.</param>
    public TargetBounds Evaluate(double tolerance, RandomStream random, int most = 1 << 14)
    {
        if (!(tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), $"tolerance: expected above 0, got {tolerance}.");
        if (most < 1)
            throw new ArgumentOutOfRangeException(nameof(most), $"mixing samples: expected at least 1, got {most}.");
        using var _ = no_grad();
        using var rest = new AtRest(model);
        using var scope = NewDisposeScope();
        var q = model.Posterior.At(TargetDensity.Rows(1).Inputs);
        var draw = q.Sample(random.Split("latent"), draws);
        var logTarget = model.LogTarget(draw.Value); // [S]
        for (var k = 1; ; k = Math.Min(2 * k, most))
        {
            using var inner = NewDisposeScope();
            var bracket = new MixingSamples(k, Sharing.Draw, Memory);
            var (below, above) =
                (bracket.Lower(q, draw.Value, random.Split("lower")), bracket.Upper(q, draw, random.Split("upper")));
            var entropy = -Interval.Of(below, above);
            if (entropy.Width > tolerance && k < most) continue;
            return new TargetBounds(entropy, Interval.Of(logTarget - above, logTarget - below), k,
                entropy.Width <= tolerance);
        }
    }
}
