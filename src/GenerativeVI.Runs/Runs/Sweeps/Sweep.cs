using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>
/// Many trainings that differ in some settings, and the best of them by validation. Each trial is a run folder of its
/// own, in one directory; whatever is there already, whole or in part, is not done again.
/// </summary>
/// <param name="folder">The directory of the trials.</param>
/// <param name="plan">What is tried.</param>
public sealed class Sweep(string folder, SweepPlan plan)
{
    private const string PlanFile = "sweep.json", FailureFile = "failure.txt";

    private readonly IReadOnlyList<SweepTrial> trials = plan.All();

    /// <summary>The directory.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Told, a sentence at a time, which trials begin, end and fail.</summary>
    public event Action<string>? Note;

    /// <summary>Trials at a time, each on a thread of its own; at least 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Threads of an operation of each.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The processes that share the trials out, each taking some by itself; one process by default.</summary>
    public Communicator Communicator { get; init; } = Communicator.Alone;

    /// <summary>Whether a folder holds a sweep.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, PlanFile));

    /// <summary>The sweep of a folder, to go on with.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">It holds none.</exception>
    public static SweepPlan PlanOf(string folder) => IsIn(folder)
        ? SweepPlan.Read(Path.Combine(folder, PlanFile))
        : throw new DataException($"{folder}: holds no sweep: {PlanFile} is missing.");

    /// <summary>Runs what is left of the sweep.</summary>
    /// <param name="cancellation">Stops it: the trials at work keep a checkpoint each, and a later call goes
    /// on.</param>
    /// <returns>All trials, the best first.</returns>
    /// <exception cref="ArgumentException">The plan is out of range.</exception>
    /// <exception cref="IOException">The folder holds another sweep.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SweepRow> Run(CancellationToken cancellation = default)
    {
        plan.Check();
        Require.AtLeast("jobs", Jobs, 1);
        Communicator.OnFirst(() =>
        {
            Begin();
            return true;
        });
        IReadOnlyList<SweepTrial> left = trials;
        var rounds = plan.Rounds();
        for (var round = 0; round < rounds.Count; round++)
        {
            var isLast = round == rounds.Count - 1;
            var mine = left.Where((_, i) => i % Communicator.Size == Communicator.Rank).ToArray();
            TakeAll(mine, rounds[round], isLast, cancellation);
            if (Communicator.Any(cancellation.IsCancellationRequested))
                throw new OperationCanceledException("the sweep was stopped.", cancellation);
            if (isLast) break;
            var kept = Math.Max(1, left.Count / plan.Factor);
            left = [.. left.Select(trial => (trial, Bound: BoundAt(trial, rounds[round]))).Where(entry =>
                entry.Bound is not null)
                .OrderByDescending(entry => entry.Bound).ThenBy(entry =>
                    entry.trial.Number).Take(kept).Select(entry => entry.trial).OrderBy(trial => trial.Number)];
            Tell($"After {rounds[round]} epochs {left.Count} of {trials.Count} trials go on.");
        }
        return Rows();
    }

    /// <summary>Where every trial stands: those that were trained longest first, and among them the best.</summary>
    public IReadOnlyList<SweepRow> Rows()
    {
        var rows = trials.Select(trial =>
        {
            var run = FolderOf(trial);
            var failure = Path.Combine(run.Path, FailureFile);
            var epochs = Validations(run).ToArray();
            var state = File.Exists(failure) ? SweepState.Failed : IsFinished(run) ? SweepState.Finished
                : SweepState.Waiting;
            return new SweepRow(trial, run.Path, epochs.Length, epochs.LastOrDefault(), state,
                state == SweepState.Failed ? File.ReadAllText(failure).Trim() : null);
        }).ToArray();
        // Once some are done to the end, those that wait are those that were dropped.
        var isOver = plan.Kind == SweepKind.Halving && rows.Any(row => row.State == SweepState.Finished);
        return [.. rows.Select(row =>
            isOver && row.State == SweepState.Waiting ? row with { State = SweepState.Dropped } : row)
            .OrderBy(row => row.State == SweepState.Failed).ThenByDescending(row =>
                row.Epochs).ThenByDescending(row => row.Validation ?? double.NegativeInfinity)];
    }

    private void Begin()
    {
        var text = JsonSerializer.SerializeToNode(plan, RunFolder.Json)!.AsObject();
        text["settings"] = RunFolder.ToJson(plan.Settings);
        var path = Path.Combine(Folder, PlanFile);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Folder);
            AtomicFile.WriteText(path, text.ToJsonString(RunFolder.Json) + "\n");
        }
        else if (File.ReadAllText(path).Trim() != text.ToJsonString(RunFolder.Json))
        {
            throw new IOException($"{Folder}: holds another sweep; go on with it by its folder's name alone, or "
                + $"choose another folder.");
        }
    }

    private void TakeAll(IReadOnlyList<SweepTrial> some, int epochs, bool isLast, CancellationToken cancellation)
    {
        var waiting = new Queue<SweepTrial>(some);
        var workers = Enumerable.Range(0, Math.Min(Jobs, some.Count)).Select(_ => new Thread(() =>
        {
            set_num_threads(Threads);
            while (!cancellation.IsCancellationRequested)
            {
                SweepTrial? next;
                lock (waiting)
                    if (!waiting.TryDequeue(out next)) return;
                Take(next, epochs, isLast, cancellation);
            }
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
    }

    private void Take(SweepTrial trial, int epochs, bool isLast, CancellationToken cancellation)
    {
        var run = FolderOf(trial);
        var failure = Path.Combine(run.Path, FailureFile);
        if (File.Exists(failure) || IsFinished(run) || (!isLast && Validations(run).Count() >= epochs)) return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var experiment = new Experiment(trial.Settings, run) { IsResumed = File.Exists(run.Record) };
            if (!isLast)
            {
                experiment.EpochFinished += epoch =>
                {
                    if (epoch.Epoch >= epochs) enough.Cancel();
                };
            }
            experiment.Train(cancellation: enough.Token);
            Told();
        }
        catch (OperationCanceledException)
        {
            if (!cancellation.IsCancellationRequested) Told();
        }
        catch (Exception e) when (e is ArgumentException or DataException or NonFiniteException or IOException or InvalidOperationException or ExternalException)
        {
            Directory.CreateDirectory(run.Path);
            AtomicFile.WriteText(failure, e.Message.Split('\n')[0] + "\n");
            Tell($"Trial {trial.Number} has failed: {e.Message.Split('\n')[0]}");
        }

        void Told()
        {
            var bounds = Validations(run).ToArray();
            Tell(string.Create(CultureInfo.InvariantCulture, $"Trial {trial.Number} ({Words(trial)}): validation "
                + $"{bounds.LastOrDefault():F2} nats after {bounds.Length} epochs."));
        }
    }

    private static string Words(SweepTrial trial) => string.Join(", ", trial.Values.Select(pair => $"{pair.Name} "
        + $"{pair.Value}"));

    private RunFolder FolderOf(SweepTrial trial) =>
        new(Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"trial-{trial.Number:D3}")));

    private static bool IsFinished(RunFolder run) =>
        File.Exists(run.Record) && run.ReadRecord().Outcome?.Finished == true;

    // The bound after so many epochs, whatever came later: a sweep that goes on decides as it did before.
    private double? BoundAt(SweepTrial trial, int epochs) =>
        Validations(FolderOf(trial)).Take(epochs).Select(bound => (double?)bound).LastOrDefault() is { } bound
            && double.IsFinite(bound) ? bound : null;

    private static IEnumerable<double> Validations(RunFolder run)
    {
        if (!File.Exists(run.Metrics)) yield break;
        // What follows the last line break a killed process left: no whole row.
        var lines = File.ReadAllText(run.Metrics).Split('\n')[..^1];
        var column = lines.Length == 0 ? -1 : Array.IndexOf(lines[0].Split(','), "validation_elbo");
        if (column < 0) yield break;
        var last = double.NaN;
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            // Where it is validated more seldom, an epoch has the number of the last one that was.
            if (cells.Length > column && double.TryParse(cells[column], CultureInfo.InvariantCulture, out var value))
                last = value;
            yield return last;
        }
    }

    private void Tell(string sentence)
    {
        lock (trials) Note?.Invoke(sentence);
    }
}
