using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <content>What it says of log Z.</content>
public sealed partial class FittedTarget
{
    // Draws of reference at a time: each is compared with all mixing draws.
    private const int AtOnce = 50;

    /// <summary>
    /// Bounds of log Z = log ∫ p̃ from both sides. Standard errors are those of twenty independent parts of the draws.
    /// </summary>
    /// <param name="samples">S ≥ 100 draws of q.</param>
    /// <param name="random">Their stream.</param>
    /// <param name="reference">Draws of the target, independent or nearly so, [N, D] with N ≥ 20, and log p̃ at each,
    /// [N]; no upper bound when null.</param>
    /// <returns>The bounds; null for implicit posteriors, of which nothing is known that bounds anything.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few draws.</exception>
    public TargetEvidence? Evidence(int samples, RandomStream random, (Tensor Draws, Tensor LogDensity)? reference =
        null)
    {
        if (samples < 5 * Repeats) throw new ArgumentOutOfRangeException(nameof(samples),
            $"samples: expected at least {5 * Repeats}, got {samples}.");
        if (parts.Judged is not { } model) return null;
        using var _ = no_grad();
        var logs = new double[Repeats][];
        for (var i = 0; i < Repeats; i++)
        {
            using var scope = NewDisposeScope();
            logs[i] = Doubles(new Elbo().Evaluate(model, TargetDensity.Rows(samples / Repeats), random).PerDatum!);
        }
        var elbo = Estimate.Of([.. logs.Select(part => part.Average())], Guarantee.Lower, samples / Repeats);
        return new TargetEvidence(
            elbo, Weighed(logs, 1), reference is { } known
                ? Above(model, known.Draws, known.LogDensity, random.Split("reference")) : null,
            ParetoTail.Shape([.. logs.SelectMany(part => part)]));
    }

    private static Estimate? Above(Models.ILatentModel model, Tensor draws, Tensor logDensity, RandomStream random)
    {
        if (model is not IBoundedPosterior bounded) return null;
        if (draws.shape[0] < Repeats) throw new ArgumentException(
            $"reference: expected at least {Repeats} draws, got {draws.shape[0]}.", nameof(draws));
        var size = draws.shape[0] / Repeats;
        var logs = new double[Repeats][];
        try
        {
            for (var i = 0; i < Repeats; i++)
            {
                using var scope = NewDisposeScope();
                var (part, known) = (draws.narrow(0, i * size, size), logDensity.narrow(0, i * size, size));
                logs[i] = [.. part.split(AtOnce).Zip(known.split(AtOnce))
                    .SelectMany(piece => Doubles(bounded.LowerLogDensity(piece.First, random) - piece.Second))];
            }
        }
        catch (ArgumentException)
        {
            // Known at its own draws alone.
            return null;
        }
        return Weighed(logs, -1);
    }

    // Of sign 1 the log of the mean of all weights, of sign −1 minus that: a bound from below, or from above.
    private static Estimate Weighed(double[][] logs, int sign)
    {
        var top = logs.Max(part => part.Max());
        var means = logs.Select(part => part.Average(log => Math.Exp(log - top))).ToArray();
        var mean = means.Average();
        var error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1) / means.Length) / mean;
        return new Estimate(sign * (top + Math.Log(mean)), sign > 0 ? Guarantee.Lower : Guarantee.Upper, error,
            means.Length, logs.Sum(part => part.Length));
    }

    private static double[] Doubles(Tensor values) =>
        values.to_type(ScalarType.Float64).cpu().contiguous().flatten().data<double>().ToArray();
}
