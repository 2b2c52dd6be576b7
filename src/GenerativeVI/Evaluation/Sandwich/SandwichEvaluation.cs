using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The sandwich of a semi-implicit posterior: −log q(z|x) from below with the ψ⁰ that made z among K + 1 kernels, and from above with K fresh ones alone. From S draws it bounds the entropy, the
/// KL to the prior and the ELBO of every row on both sides, and K doubles, for each row, until the bounds are as near as wanted.
/// </summary>
/// <remarks>Both bounds are of the expectation, so the 95 % intervals hold at least as often as they say; they tend to 95 % as K takes the gap away. Every draw has fresh mixing draws of its own.</remarks>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior.</typeparam>
/// <param name="model">The model; how it finds its log-ratio does not matter here.</param>
/// <param name="prior">The bracket of the prior: exact, or from below.</param>
/// <param name="samples">S ≥ 2 draws a row; 1000 by default.</param>
public sealed class SandwichEvaluation<TPrior, TPosterior>(LatentVariableModel<TPrior, TPosterior> model, IDensityBound<TPrior> prior, int samples = 1000)
    where TPrior : ISampler
    where TPosterior : ISemiImplicit<ISampler>
{
    // Elements of K × S × D at a time: the layers of a noise network are several times wider than z.
    private const long Memory = 1L << 22;

    private readonly int draws = samples >= 2 ? samples : throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 2, got {samples}.");

    /// <summary>The sandwich of one row.</summary>
    /// <param name="row">x, [1, D].</param>
    /// <param name="tolerance">How wide the entropy's bounds may be, nats, above 0.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="most">The largest K that is tried, at least 1; 2¹⁴ by default.</param>
    /// <returns>The sandwich at the first K = 1, 2, 4, … that is narrow enough, or at the largest.</returns>
    /// <exception cref="ArgumentException">There is more than one row: K is found for each.</exception>
    public SandwichRow Evaluate(Batch row, double tolerance, RandomStream random, int most = 1 << 14)
    {
        Shapes.Require(row.Value, nameof(row), 1, "D");
        if (!(tolerance > 0)) throw new ArgumentOutOfRangeException(nameof(tolerance), $"tolerance: expected above 0, got {tolerance}.");
        if (most < 1) throw new ArgumentOutOfRangeException(nameof(most), $"mixing samples: expected at least 1, got {most}.");
        using var _ = no_grad();
        using var rest = new AtRest(model);
        using var scope = NewDisposeScope();
        var (q, draw, logLikelihood, logPrior) = Draw(row, random);
        for (var k = 1; ; k = Math.Min(2 * k, most))
        {
            using var inner = NewDisposeScope();
            var bracket = new MixingSamples(k, Sharing.Draw, Memory);
            var (below, above) = (bracket.Lower(q, draw.Value, random.Split("lower")), bracket.Upper(q, draw, random.Split("upper"))); // [S, 1]
            var entropy = -Interval.Of(below, above);
            if (entropy.Width > tolerance && k < most) continue;
            var divergence = Interval.Of(below - logPrior, above - logPrior);
            var elbo = Interval.Of(logLikelihood + logPrior - above, logLikelihood + logPrior - below);
            return prior.IsExact
                ? new SandwichRow(entropy, divergence, elbo, k, entropy.Width <= tolerance)
                // A prior from below moves the KL up and the ELBO down.
                : new SandwichRow(entropy, divergence with { Lower = double.NegativeInfinity, LowerError = 0 }, elbo with { Upper = double.PositiveInfinity, UpperError = 0 }, k, entropy.Width <= tolerance);
        }
    }

    private (TPosterior Posterior, Draw Draw, Tensor LogLikelihood, Tensor LogPrior) Draw(Batch row, RandomStream random)
    {
        var inputs = row.Inputs;
        var q = model.Encoder.At(inputs);
        var draw = q.Sample(random.Split("latent"), draws) with { Context = inputs };
        var logLikelihood = model.Decoder.At(new Inputs(draw.Value, row.Context, row.Label)).LogDensity(row.Value);
        return (q, draw, logLikelihood, prior.Lower(model.Prior.At(inputs), draw.Value, random.Split("prior")));
    }
}
