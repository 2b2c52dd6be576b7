using System.Security.Cryptography;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>
/// A stored run, judged: bounds on log p(x) of its test rows with the limits that are certain, where its rate goes, and
/// on request the bracket on rows drawn from the model. What is done is kept in the run folder until all is: an
/// evaluation that was stopped goes on where it was, to the same digits.
/// </summary>
/// <param name="folder">The run.</param>
/// <param name="settings">How.</param>
public sealed class RunEvaluation(RunFolder folder, EvaluationSettings settings)
{
    private const long RowsForAggregate = 2000; // rows for what compares many rows at once
    private const long PairsForAggregate = 10_000; // and draws of z for it in all

    private readonly List<RowLedger> ledgers = [];

    /// <summary>Told, a sentence at a time, what is taken and what cannot be found.</summary>
    public event Action<string>? Note;

    /// <summary>Logs the beginning and end of every part.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The processes that share the test rows out, with one folder that all of them see: each finds what one
    /// process finds, to the last digit. One process by itself by default.</summary>
    public Communicator Communicator { get; init; } = Communicator.Alone;

    /// <summary>Judges the run.</summary>
    /// <param name="progress">Receives how far the evaluation is.</param>
    /// <param name="cancellation">Stops it; what is done is kept.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or asks for what this model does not have; the
    /// sentence says which.</exception>
    /// <exception cref="DataException">The run or its data cannot be read, or is not what it was.</exception>
    /// <exception cref="NonFiniteException">A bound is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Judgement Run(IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        settings.Validate();
        var record = folder.ReadRecord();
        folder.RequireKnown(record.Settings);
        if (settings.MixingSamples is not null && record.Settings.Own is not null)
            throw new ArgumentException($"mixing samples: {record.Settings.Method} is a method of your own, which decides itself how its model is judged; leave them out.");
        if (settings.MixingSamples is not null && !TakesMixing(record.Settings.Model))
            throw new ArgumentException($"mixing samples: neither side of {record.Settings.Method} is semi-implicit, so there is nothing to mix; leave out EvaluationSettings.MixingSamples.");
        if (settings.MixingSamples is { } mixing) record = record with { Settings = Judged(record.Settings, mixing) };
        var device = Devices.Find(settings.Device);
        using var model = folder.LoadModel(record, device, settings.DataDirectory);
        var recipe = model.Recipe;
        if (recipe.Proposal is not null) Note?.Invoke(Experiment.Judging(record.Settings));
        // What cannot be done is said before anything takes long.
        var annealing = settings.AnnealingSteps is null && settings.Simulated is null ? null : Annealing(recipe, settings.AnnealingSteps ?? EvaluationSettings.UsualSteps);
        if (settings.Sandwich && recipe.Sandwich is null)
            throw new ArgumentException(record.Settings.Own is null
                ? $"a sandwich is of a semi-implicit posterior, and that of {recipe.Name} is not one; judge it without a sandwich."
                : $"a sandwich is of a semi-implicit posterior beside a prior with a density, and {recipe.Name} does not have both; judge it without a sandwich.");
        using var data = Communicator.FirstAlone(() =>
            RunData.Of(folder, record, device, settings.DataDirectory, Note, cancellation));
        using var rows = data.Test.Take(settings.Limit ?? data.Test.Count);
        var identity = Identity(record, device);
        if (Communicator.IsShared)
            SharedState.RequireSame(Communicator, "run", string.Join("; ", identity.Select(entry => $"{entry.Key} "
            + $"{entry.Value}")) + $"; {settings}");
        RandomStream Stream(string name) => new RandomStream(settings.Seed ?? record.Settings.Seed, device).Split(name);

        var weights = Weights(rows, Stream("evaluation"), "weights", "evaluating on the test images");
        var annealed = settings.AnnealingSteps is null
            ? null
            : annealing!.Forward(rows, Stream("annealing"), Told(progress, "annealing on the test images"), Ledger("annealing", identity), cancellation);
        using var few = rows.Take(RowsForAggregate);
        var aggregate = recipe.Encoder is IConditional<IDistribution> encoder && recipe.Prior is IConditional<IDistribution> known
            ? AggregatePosterior.Of(encoder, known, few, Stream("aggregate"), settings.Elements, DrawsOf(few.Count), cancellation)
            : null;
        var active = ActiveUnits.Of(recipe.Encoder, rows, Stream("active units"), RowsForAggregate);
        var simulated = settings.Simulated is { } count ? Bracket(count) : null;
        var sandwich = settings.Sandwich ? Sandwiched() : null;
        foreach (var ledger in ledgers) ledger.Delete();
        if (!double.IsFinite(weights.Bounds.Elbo.Value) || !double.IsFinite(weights.Bounds.LogLikelihood.Value))
            throw new NonFiniteException($"{folder.Path}: the run has failed: its bound on the test images is not finite; train it anew, with a smaller learning rate.");
        return new Judgement(weights, annealed, Certified(weights, annealed, null), aggregate, active, rows.Dimension, simulated, sandwich);

        SandwichedRows Sandwiched()
        {
            using var some = rows.Take(settings.Limit ?? EvaluationSettings.SandwichRows);
            return SandwichedRows.Of(
                some, recipe.Sandwich!, EvaluationSettings.SandwichDraws, settings.Tolerance, Stream("sandwich"), Told(progress, "bounding entropies from both sides"), Ledger("sandwich", identity),
                cancellation);
        }

        WeightedRows Weights(TensorData of, RandomStream random, string name, string work) =>
            new BoundEvaluation(recipe.Model, settings.Elements, Logger, communicator: Communicator).EvaluateRows(of,
                settings.Samples, random, Told(progress, work), Ledger(name, identity), cancellation);

        Certificate Bracket(long count)
        {
            using var drawn = SimulatedData.From(recipe.JudgedPrior!, recipe.JudgedDecoder, count, Stream("simulation"), recipe.Classes);
            var lower = Weights(drawn.Rows, Stream("simulated weights"), "simulated-weights", "evaluating on images drawn from the model");
            var forward = annealing!.Forward(
                drawn.Rows, Stream("simulated annealing"), Told(progress, "annealing on images drawn from the model"), Ledger("simulated-annealing", identity), cancellation);
            var reverse = annealing.Reverse(
                drawn, Stream("reverse annealing"), Told(progress, "annealing back from the draws that made them"), Ledger("simulated-reverse", identity), cancellation);
            return Certified(lower, forward, reverse);
        }
    }

    // So many that little of the standard errors is theirs.
    private static int DrawsOf(long rows) => (int)Math.Clamp(PairsForAggregate / rows, 1, 100);

    private static bool TakesMixing(ModelSettings model) =>
        model.Posterior.Family is PosteriorFamily.SemiImplicit or PosteriorFamily.Hierarchical || model.Prior.IsMixed
        || model.Prior.Family == PriorFamily.Aggregate;

    private static RunSettings Judged(RunSettings of, int samples)
    {
        var (model, posterior, prior) = (of.Model, of.Model.Posterior, of.Model.Prior);
        return of with
        {
            Model = model with
            {
                Posterior = posterior with { Mixing = posterior.Mixing with { JudgedSamples = samples } },
                Prior = prior with { Mixing = prior.Mixing with { JudgedSamples = samples } },
            },
        };
    }

    private AnnealedImportanceSampling Annealing(Recipe recipe, int steps) =>
        recipe.Annealing(new AnnealingSettings(Temperatures.Sigmoid(steps), settings.Chains), memory: Math.Min(settings.Elements, 1 << 20));

    // Each limit holds with so much more than the confidence asked for that all of them hold with it at once.
    private Certificate Certified(WeightedRows weights, AnnealedRows? forward, AnnealedRows? reverse)
    {
        var each = 1 - (1 - settings.Confidence) / (1 + (forward is null ? 0 : 1) + (reverse is null ? 0 : 1));
        var chains = forward is null ? "" : $"annealing, {forward.Settings.Chains} chains of {forward.Settings.Temperatures.Steps} temperatures";
        List<CertifiedBound> bounds = [CertifiedBound.Of($"importance weights, {weights.Samples} draws", weights, each)];
        if (forward is not null) bounds.Add(CertifiedBound.Of(chains, forward, each));
        if (reverse is not null) bounds.Add(CertifiedBound.Of($"reverse {chains}", reverse, each));
        return new Certificate(bounds);
    }

    private RowLedger? Ledger(string name, IReadOnlyDictionary<string, string> identity)
    {
        if (!settings.IsResumable || !Communicator.IsFirst) return null;
        var ledger = new RowLedger(Path.Combine(folder.Path, $"evaluation-{name}.json"), identity, note: sentence => Note?.Invoke(sentence));
        ledgers.Add(ledger);
        return ledger;
    }

    private SortedDictionary<string, string> Identity(RunRecord record, Device device)
    {
        using var weights = File.OpenRead(folder.Weights);
        return new SortedDictionary<string, string>(record.Data.Identity(record.Settings).ToDictionary(), StringComparer.Ordinal)
        {
            ["weights"] = Convert.ToHexStringLower(SHA256.HashData(weights)),
            ["device"] = device.type.ToString(),
            ["mixing samples"] = $"{settings.MixingSamples}",
        };
    }

    private static Share? Told(IProgress<EvaluationProgress>? progress, string work) => progress is null ? null : new Share(progress, work);

    private sealed class Share(IProgress<EvaluationProgress> progress, string work) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new EvaluationProgress(work, value));
    }
}
