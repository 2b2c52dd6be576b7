using System.Diagnostics;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// Posteriors on targets, each fitted within one budget and judged by the same measures: bounds of log Z from below and
/// above, moments, distances and a
/// classifier against draws of reference, the kernel Stein discrepancy, and what it cost. What fails is a cell that
/// says why. What is done is kept, so that a
/// comparison goes on where it ended, and several processes may work at one.
/// </summary>
public sealed class TargetComparison
{
    // After so many times the budget, and some seconds, a fit is stopped.
    private const double Patience = 3, Grace = 30;
    private const int PilotSteps = 40, FirstSteps = 5;

    // Distances of all pairs, and a classifier: of so many draws at most.
    private const int Compared = 1500;

    private readonly ComparisonSettings settings;
    private readonly ComparisonFolder folder;
    private readonly DataLocator data;

    /// <summary>A comparison in a folder, which is made if missing.</summary>
    /// <param name="settings">What is compared, and how.</param>
    /// <param name="path">The folder.</param>
    /// <param name="data">Where the files of targets are looked for; where this toolkit keeps data when null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="DataException">The folder has a comparison with another budget, seed or number of
    /// draws.</exception>
    public TargetComparison(ComparisonSettings settings, string path, DataLocator? data = null)
    {
        settings.Validate();
        (this.settings, folder, this.data) = (settings, new ComparisonFolder(path, settings), data
            ?? DataLocator.ForThisMachine());
    }

    /// <summary>The page that <see cref="WriteReport"/> writes.</summary>
    public string Page => folder.Page;

    /// <summary>The table that it writes.</summary>
    public string Table => folder.Table;

    /// <summary>How many of the asked cells there are, and how many of them are done.</summary>
    public (int Done, int All) Progress => (Asked().Count(cell => folder.IsDone(Name(cell))), Asked().Count());

    /// <summary>Every cell that is done, in the order of targets and posteriors.</summary>
    public IReadOnlyList<ComparisonCell> Cells =>
        [.. folder.Cells().OrderBy(cell => NamedTargets.All.ToList().FindIndex(target => target.Name == cell.Target))
            .ThenBy(cell => cell.Family)];

    /// <summary>Takes failed cells of those asked for away, so that they are done anew.</summary>
    public void ForgetFailures()
    {
        foreach (var cell in folder.Cells().Where(cell => cell.Outcome != ComparisonOutcome.Done
            && settings.Targets.Contains(cell.Target) && settings.Families.Contains(cell.Family)))
            folder.Forget(Name((cell.Target, cell.Family)));
    }

    /// <summary>Does every cell that is asked for, not done, and in no other process's hands.</summary>
    /// <param name="progress">Receives a cell as soon as it is done.</param>
    /// <param name="cancellation">Ends it; finished cells are kept.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(IProgress<ComparisonCell>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var cell in Asked())
        {
            cancellation.ThrowIfCancellationRequested();
            var name = Name(cell);
            if (folder.IsDone(name)) continue;
            using var taken = folder.Lock(name);
            if (taken is null || folder.IsDone(name)) continue;
            ComparisonCell found;
            if (folder.IsHopeless(name))
            {
                found = Failed(cell, ComparisonOutcome.Failed, "the process ended at it, twice");
            }
            else
            {
                try
                {
                    found = Of(cell.Target, cell.Family, cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    folder.ForgetAttempts(name);
                    throw;
                }
            }
            folder.Write(name, found);
            folder.ForgetAttempts(name);
            progress?.Report(found);
        }
    }

    /// <summary>Writes the page and the table of everything that is done.</summary>
    public void WriteReport()
    {
        var cells = Cells;
        AtomicFile.WriteText(folder.Table, ComparisonTable.Write(cells));
        AtomicFile.WriteText(folder.Page, ComparisonReport.Write(cells, settings));
    }

    private IEnumerable<(string Target, TargetPosterior Family)> Asked() =>
        settings.Targets.Distinct().SelectMany(target => settings.Families.Distinct()
            .Select(family => (target, family)));

    private static string Name((string Target, TargetPosterior Family) cell) =>
        $"{cell.Target}--{JsonNamingPolicy.KebabCaseLower.ConvertName(cell.Family.ToString())}";

    private ComparisonCell Of(string name, TargetPosterior family, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using var scope = NewDisposeScope();
            var named = NamedTargets.Named(name);
            using var target = named.Open(data);
            using var reference = Reference(named, target, cancellation);
            // From here on the time counts.
            late.CancelAfter(TimeSpan.FromSeconds(Patience * settings.Budget + Grace));
            return Fitted(target, family, reference, late.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed((name, family), ComparisonOutcome.OutOfTime,
                FormattableString.Invariant($"it took more than {Patience * settings.Budget + Grace} s"));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var sentence = e.Message.Split(" (Parameter")[0].ReplaceLineEndings(" ");
            return Failed((name, family), ComparisonOutcome.Failed, sentence);
        }
    }

    private TargetReference Reference(NamedTarget named, Target target, CancellationToken cancellation)
    {
        // One process makes it, and the others wait for it.
        FileStream? taken;
        while ((taken = folder.Lock($"reference-{named.Name}")) is null)
        {
            if (cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(0.2))) cancellation.ThrowIfCancellationRequested();
        }
        using (taken) return TargetReference.Of(named, target, data, folder.ReferenceOf(named.Name), settings,
            cancellation);
    }

    private ComparisonCell Fitted(Target target, TargetPosterior family, TargetReference reference,
        CancellationToken late)
    {
        var counted = new CountedTarget(target);
        var usual = new TargetSettings { Posterior = family, Seed = settings.Seed };
        var steps = Steps(counted, target.Dimension, usual, late);
        counted.Reset();
        PeakMemory.Reset();
        var clock = Stopwatch.StartNew();
        using var fitted = TargetFit.Run(counted.LogDensity, target.Dimension, usual with { Steps = steps }, null,
            late);
        var (seconds, gradients) = (clock.Elapsed.TotalSeconds, counted.Gradients);
        var memory = PeakMemory.Read();
        return Judged(target, fitted, reference) with
        {
            Target = target.Name, Family = family, Dimension = target.Dimension, Steps = steps, Seconds = seconds,
            Gradients = gradients, Memory = memory,
            LogIntegral = target.LogIntegral, Reference = reference.Source,
        };
    }

    // As many as there is time for, by the time of a few.
    private int Steps(CountedTarget target, long dimension, TargetSettings usual, CancellationToken late)
    {
        double Time(int steps)
        {
            var clock = Stopwatch.StartNew();
            using var fitted = TargetFit.Run(target.LogDensity, dimension, usual with { Steps = steps }, null, late);
            return clock.Elapsed.TotalSeconds;
        }
        // The first compiles what it calls.
        var less = Math.Min(FirstSteps, settings.MostSteps);
        Time(less);
        var each = Time(Math.Min(PilotSteps, settings.MostSteps)) / Math.Min(PilotSteps, settings.MostSteps);
        return (int)Math.Clamp(settings.Budget / each, 1, settings.MostSteps);
    }

    private ComparisonCell Judged(Target target, FittedTarget fitted, TargetReference reference)
    {
        var random = new RandomStream(settings.Seed).Split("judged");
        using var scope = NewDisposeScope();
        var draws = fitted.Draw(settings.Draws, random.Split("draws")).detach();
        var whole = draws.isfinite().all().item<bool>();
        if (!whole) throw new ArgumentException("its draws are not finite.");
        // Spread over all chains and moves.
        var few = Spread(reference.Draws, Math.Min(Compared, reference.Draws.shape[0]));
        var evidence = fitted.Evidence(settings.Draws, random.Split("evidence"), (few, target.ScoreAt(few).LogDensity));
        var part = draws.narrow(0, 0, Math.Min(Compared, settings.Draws));
        var scores = target.ScoreAt(part).Score;
        var moments = MomentErrors.Of(draws, reference.Draws, reference.Effective);
        var distances = SampleDistances.Of(part, few, random.Split("directions"));
        var stein = KernelSteinDiscrepancy.Of(part, scores, random.Split("bootstrap"));
        return new ComparisonCell
        {
            Target = target.Name, Family = fitted.Settings.Posterior, Elbo = ComparisonBound.Of(evidence?.Elbo),
            Lower = ComparisonBound.Of(evidence?.Lower), Upper = ComparisonBound.Of(evidence?.Upper),
            TailShape = evidence?.TailShape, Means = moments.Means, Deviations = moments.Deviations,
            Correlations = moments.Correlations, WorstMean = moments.WorstMean, WorstDeviation = moments.WorstDeviation,
            MeanDiscrepancy = distances.MeanDiscrepancy, SlicedWasserstein = distances.SlicedWasserstein,
            Classifier = TwoSampleClassifier.Of(part, few, random.Split("classifier")).Accuracy,
            SteinDiscrepancy = stein.Value, SteinPValue = stein.PValue,
            SteinIdentity = SteinIdentity.Of(part, scores).WorstDeviation,
        };
    }

    private static Tensor Spread(Tensor draws, long count)
    {
        var places = (arange(count, dtype: ScalarType.Float64) * ((double)draws.shape[0] / count)).floor();
        return draws.index_select(0, places.to_type(ScalarType.Int64));
    }

    private static ComparisonCell Failed((string Target, TargetPosterior Family) cell, ComparisonOutcome outcome,
        string reason) =>
        new() { Target = cell.Target, Family = cell.Family, Outcome = outcome, Reason = reason };
}
