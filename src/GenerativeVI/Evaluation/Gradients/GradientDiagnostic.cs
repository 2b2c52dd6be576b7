using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Measures gradient estimators on a model and a batch of one's own: variance, signal-to-noise ratio and bias against a
/// long run, for every group of parameters. The batch stays the same, so that what varies is the draws of the posterior
/// alone.
/// </summary>
/// <param name="module">The module whose parameters are differentiated.</param>
/// <param name="model">The model; it may have another log-ratio than the module.</param>
/// <param name="objective">The objective with a given estimator.</param>
/// <param name="byModule">Whether every layer is a group of its own; else the model's parts are: encoder, decoder,
/// …</param>
public sealed class GradientDiagnostic(nn.Module module, ILatentModel model, Func<GradientEstimator, IObjective> objective, bool byModule = false)
{
    private const int StepsToLearn = 20, LongRun = 5;

    /// <summary>The estimators of this library.</summary>
    /// <param name="posterior">q's module, for the baseline that asks for its score; null where it is none.</param>
    /// <param name="random">The stream of what they draw themselves.</param>
    public static IReadOnlyList<GradientCandidate> Candidates(nn.Module? posterior, RandomStream random) =>
    [
        new("pathwise", () => new Pathwise()),
        new("sticking the landing", () => new StickingTheLanding()),
        new("doubly reparameterized", () => new DoublyReparameterized()),
        new("VIMCO", () => new Vimco()),
        new("score, leave one out", () => new ScoreFunction(new LeaveOneOutBaseline())),
        posterior is null || !posterior.parameters().Any()
            ? new("score, optimal constant", null, "the optimal constant asks for the score of the posterior's parameters, and this posterior has none.")
            : new("score, optimal constant", () => new ScoreFunction(new OptimalBaseline(posterior, random.Split("directions")))),
        new("score, moving average", () => new ScoreFunction(new MovingAverageBaseline())),
        new("score, learned baseline", null, "a learned baseline is trained with its model, and this run has none."),
        new("score, no baseline", () => new ScoreFunction()),
    ];

    /// <summary>Measures every candidate.</summary>
    /// <param name="candidates">Those that do not apply are reported with the sentence why.</param>
    /// <param name="batch">x.</param>
    /// <param name="repeats">How many gradients of each, at least 20; rounded up to a multiple of 10. The long run has
    /// five times as many.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Stops it between gradients.</param>
    /// <exception cref="ArgumentException">None of the candidates applies, or there are too few repeats.</exception>
    public IReadOnlyList<GradientReport> Measure(
        IReadOnlyList<GradientCandidate> candidates, Batch batch, int repeats, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (repeats < 20) throw new ArgumentException($"repeats: expected at least 20, got {repeats}: fewer say nothing of a variance.");
        using var rest = new AtRest(module, model);
        var count = (repeats + GradientSums.Blocks - 1) / GradientSums.Blocks * GradientSums.Blocks;
        var groups = Groups();
        var refusals = candidates.Select(candidate => candidate.Make is null ? candidate.Why ?? "it cannot be had." : Refusal(candidate.Make, batch, random)).ToArray();
        // In the order of what is usually least noisy, and unbiased for every objective.
        var chosen = new[] { "doubly reparameterized", "pathwise", "VIMCO" }.Select(name => candidates.Index().FirstOrDefault(c => c.Item.Name == name && refusals[c.Index] is null).Item).FirstOrDefault(c => c is not null)
            ?? candidates.Index().FirstOrDefault(c => refusals[c.Index] is null).Item
            ?? throw new ArgumentException($"no gradient estimator applies to this model and objective: {refusals.FirstOrDefault()}");
        var (done, total) = (0, count * (LongRun + refusals.Count(refusal => refusal is null)));
        using var reference = new GradientSums(groups.Lengths);
        Run(chosen, "long run", count * LongRun, reference);
        return [.. candidates.Select((candidate, i) => refusals[i] is { } why ? new GradientReport(candidate.Name, why, 0, []) : MeasureOne(candidate))];

        GradientReport MeasureOne(GradientCandidate candidate)
        {
            using var sums = new GradientSums(groups.Lengths);
            var seconds = Run(candidate, candidate.Name, count, sums);
            return new GradientReport(candidate.Name, null, seconds, [.. groups.Names.Select((name, i) => Quality(name, groups.Lengths[i], sums, reference, i))]);
        }

        double Run(GradientCandidate candidate, string stream, int times, GradientSums sums)
        {
            var estimator = candidate.Make!();
            var draws = random.Split(stream);
            using var state = estimator.State;
            if (state is not null)
                for (var i = 0; i < StepsToLearn; i++) Gradient(estimator, batch, draws, groups, null);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < times; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                Gradient(estimator, batch, draws, groups, sums);
                progress?.Report((double)++done / total);
            }
            return clock.Elapsed.TotalSeconds / times;
        }
    }

    private static GradientQuality Quality(string name, long length, GradientSums sums, GradientSums reference, int group)
    {
        var (variance, squaredMean, truth) = (Math.Max(0, sums.Variance(group)), Math.Max(0, sums.SquaredMean(group)), reference.SquaredMean(group));
        var (difference, threshold) = sums.SquaredDifference(reference, group);
        double Relative(double squared) => truth > 0 ? Math.Sqrt(Math.Max(0, squared) / truth) : double.NaN;
        return new GradientQuality(name, length, variance, variance > 0 ? Math.Sqrt(squaredMean / variance) : squaredMean > 0 ? double.PositiveInfinity : 0, Relative(difference), Relative(threshold));
    }

    private void Gradient(GradientEstimator estimator, Batch batch, RandomStream random, ParameterGroups groups, GradientSums? sums)
    {
        using var scope = NewDisposeScope();
        var surrogate = objective(estimator).Evaluate(model, batch, random).Surrogate;
        var gradients = Derivatives.OfUsed([surrogate], [.. groups.Parameters]);
        if (sums is null) return;
        sums.Add([.. groups.Members.Select(members => cat([.. members.Select(i => (gradients[i] ?? zeros_like(groups.Parameters[i])).flatten())]))]);
    }

    private string? Refusal(Func<GradientEstimator> make, Batch batch, RandomStream random)
    {
        using var scope = NewDisposeScope();
        try
        {
            var estimator = make();
            using var state = estimator.State;
            objective(estimator).Evaluate(model, batch, random.Split("trial"));
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }

    private sealed record ParameterGroups(IReadOnlyList<Tensor> Parameters, IReadOnlyList<string> Names, IReadOnlyList<int[]> Members)
    {
        public IReadOnlyList<long> Lengths { get; } = [.. Members.Select(members => members.Sum(i => Parameters[i].numel()))];
    }

    private ParameterGroups Groups()
    {
        var named = module.named_parameters().Where(p => p.parameter.requires_grad).ToArray();
        if (named.Length == 0) throw new ArgumentException("this model has no parameters to differentiate.");
        var groups = named.Index().GroupBy(p => Group(p.Item.name)).ToArray();
        return new ParameterGroups([.. named.Select(p => p.parameter)], [.. groups.Select(g => g.Key)], [.. groups.Select(g => g.Select(p => p.Index).ToArray())]);
    }

    // "encoder.body.layers.0.weight" is of "encoder", or of "encoder.body.layers.0".
    private string Group(string parameter) => byModule
        ? parameter[..Math.Max(0, parameter.LastIndexOf('.'))] is { Length: > 0 } path ? path : parameter
        : parameter.Split('.')[0];
}
