using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenerativeVI.Training;

/// <summary>Maximizes the objectives of its phases over the batches of a data set, and can be stopped, stored and resumed at any step with the same numbers as if it had not been.</summary>
/// <remarks>
/// One dispose scope holds a step's tensors. Shuffles, binarization, validation and every phase draw from streams of their own, so that a run depends on its seed alone: on a CPU,
/// at the same thread count, to the last bit.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly IBatchSource source;
    private readonly RandomStream random;
    private readonly StepRunner runner;
    private readonly Communicator communicator;
    private readonly ILogger logger;
    private readonly Stopwatch clock = new();

    private TimeSpan before;
    private EpochState? interrupted;
    private double? best;
    private int sinceBest;
    private int rollbacks;
    private int skipped;
    private int? activeUnits;
    private readonly Votes votes;

    /// <summary>A trainer at the start of its plan.</summary>
    /// <param name="model">The module that is trained.</param>
    /// <param name="phases">At least one, in the order of their steps.</param>
    /// <param name="source">The batches: a <see cref="DataLoader"/>, or a source of one's own.</param>
    /// <param name="random">The run's stream. Streams that the model draws from while training, such as dropout's, are split from it too, so that its state is theirs.</param>
    /// <param name="plan">How long, and what along the way; one epoch when null.</param>
    /// <param name="checkpoints">Where to keep checkpoints: after every epoch, at the end, and as often in between as it says. None when null.</param>
    /// <param name="logger">Told of beginning, epochs, checkpoints, trouble and end; nobody when null.</param>
    /// <param name="communicator">The processes that train one model together, each with a trainer of the same make: a
    /// batch is shared out among them, and the weights are those of one process with the whole batch, up to rounding.
    /// One process by itself when null.</param>
    /// <exception cref="ArgumentException">There is no phase, an optimizer asks for several evaluations a step, the source has no batches, or the plan is out of range.</exception>
    public Trainer(nn.Module model, IReadOnlyList<Phase> phases, IBatchSource source, RandomStream random, TrainingPlan? plan = null, Checkpoints? checkpoints = null,
        ILogger? logger = null, Communicator? communicator = null)
    {
        if (phases.Count == 0) throw new ArgumentException("a training has at least one phase.", nameof(phases));
        if (phases.FirstOrDefault(phase => phase.Optimizer is TorchSharp.Modules.LBFGS) is { } several)
            throw new ArgumentException($"phase {several.Name}: LBFGS evaluates a step several times, and a phase evaluates it once; take another optimizer.", nameof(phases));
        if (source.Count < 1) throw new ArgumentException($"source: expected at least 1 batch an epoch, got {source.Count}.", nameof(source));
        (Model, Phases, this.source, this.random, Plan, Checkpoints) = (model, phases, source, random, plan ?? new TrainingPlan(), checkpoints);
        this.logger = logger ?? NullLogger.Instance;
        this.communicator = communicator ?? Communicator.Alone;
        votes = new(this.communicator);
        Plan.Check();
        TorchConvolutions.Guard(model);
        Average = Plan.AverageDecay is { } decay ? new WeightAverage(model, decay) : null;
        runner = new StepRunner(model, phases, source, random, Plan.Accumulate, Average, this.communicator);
    }

    /// <summary>Called at the end of every epoch with its means, before the next one begins; and when a training ends within an epoch.</summary>
    public event Action<TrainingProgress>? EpochFinished;

    /// <summary>Told, a sentence at a time, what went wrong and was dealt with.</summary>
    public event Action<string>? Note;

    /// <summary>What is trained.</summary>
    public nn.Module Model { get; }

    /// <summary>The phases.</summary>
    public IReadOnlyList<Phase> Phases { get; }

    /// <summary>How long, and what along the way.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>The moving average of the weights, where the plan has one.</summary>
    public WeightAverage? Average { get; }

    /// <summary>Where checkpoints are kept.</summary>
    public Checkpoints? Checkpoints { get; }

    /// <summary>Batches taken so far.</summary>
    public long Step { get; private set; }

    /// <summary>The epoch of the next step, from 0.</summary>
    public long Epoch => Step / source.Count;

    private long Steps => Math.Min(Plan.Epochs * source.Count, Plan.MaximumSteps ?? long.MaxValue);

    private double Seconds => (before + clock.Elapsed).TotalSeconds;

    private bool IsOver => Step >= Steps || (Step > 0 && votes.Late)
        || (Plan.Patience is { } patience && sinceBest >= patience);

    private bool IsLate => Plan.TimeBudget is { } budget && before + clock.Elapsed >= budget;

    /// <summary>Trains to the end of the plan, from wherever the trainer stands.</summary>
    /// <param name="progress">Told about ten times a second.</param>
    /// <param name="cancellation">Cancels it after its current update: what was done is kept in a checkpoint, where there is a place for one, and the call ends with an exception, as in all of the library.</param>
    /// <param name="stop">Ends the training after its current update like <paramref name="cancellation"/>, and returns: what was done so far is wanted.</param>
    /// <returns>The last word of the last epoch; null when there was nothing left to do.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled. It can be run again from where it stands.</exception>
    /// <exception cref="NonFiniteException">A bound or gradient is not finite and the plan does not say to go on; the step was not applied.</exception>
    public TrainingProgress? Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, CancellationToken stop = default)
    {
        TrainingProgress? last = null;
        var isAsked = () => votes.Cancelled || votes.Stopped;
        Model.train();
        SettleThreads(() => cancellation.IsCancellationRequested || stop.IsCancellationRequested);
        SharedState.Begin(communicator, Model, State());
        using var _ = new ThreadCount(Parallelism?.Threads);
        runner.Parts = Parallelism?.Parts ?? 1;
        if (communicator.IsFirst) logger.TrainingBegun(Step, Steps, source.Rows, source.Count);
        clock.Restart();
        void Vote() => votes.Cast(cancellation.IsCancellationRequested, stop.IsCancellationRequested, IsLate);
        Vote();
        while (!IsOver && !isAsked())
        {
            try
            {
                last = RunEpoch(progress, Vote, isAsked);
            }
            catch (NonFiniteException trouble) when (Plan.OnNonFinite == NonFiniteAction.RollBack && rollbacks < 10 && Checkpoints is not null)
            {
                RollBack(trouble);
                continue;
            }
            if (communicator.IsFirst) logger.EpochFinished(last.Epoch, last.Epochs, last.Step, last.Bound,
                last.Guarantee, last.Distortion, last.Rate, last.Validation, last.ActiveUnits, last.RowsPerSecond);
            if (communicator.IsFirst && last.Clamped is { } share) logger.RatiosClamped(last.Epoch, share);
            if (communicator.IsFirst) EpochFinished?.Invoke(last);
            SharedState.Check(communicator, Model, Step);
            Keep();
            // Whoever was told of the epoch may have ended the training.
            Vote();
        }
        var isCancelled = !IsOver && votes.Cancelled;
        var reason = Step >= Steps ? "the plan is done" : IsOver ? "its time or patience is over" : isCancelled ? "it was cancelled" : "it was stopped";
        before += clock.Elapsed;
        clock.Reset();
        if (communicator.IsFirst) logger.TrainingEnded(Step, Seconds, reason);
        if (isCancelled) throw new OperationCanceledException($"the training was cancelled at step {Step} of {Steps}.", cancellation);
        return last;
    }

    /// <summary>
    /// Measures for about a second how this training's steps use threads best, and trains so from now on. The steps are taken
    /// back: the trainer stands where it stood.
    /// </summary>
    /// <remarks>
    /// In turns it takes steps on 1, 2, 4, … and on all the threads that torch has now; and where the phases allow it
    /// (<see cref="Phase.IsByRow"/>) with a part of the batch for each thread. The fewest threads win that are no more than 5 %
    /// slower than the fastest. <see cref="Run"/> does this by itself where a process was tuned without a number
    /// (<see cref="ProcessTuning.Apply"/>) and the training is longer than a few seconds.
    /// </remarks>
    /// <param name="cancellation">Ends it early: batches are then taken in parts where they can be.</param>
    /// <returns>The number of threads.</returns>
    public int MeasureThreads(CancellationToken cancellation = default)
    {
        Measure(long.MaxValue, () => cancellation.IsCancellationRequested);
        return Parallelism!.Value.All;
    }

    /// <summary>How steps use threads; as torch does when null. Part of what decides the last bits of a run.</summary>
    public Parallelism? Parallelism { get; set; }

    /// <summary>
    /// Decides <see cref="Parallelism"/> in a process that was tuned (<see cref="ProcessTuning.Apply"/>): by a trial where
    /// that is worth it. <see cref="Run"/> does this too; whoever writes down what was decided calls it before.
    /// </summary>
    /// <param name="cancellation">Ends the trial, and leaves the usual choice.</param>
    public void SettleThreads(CancellationToken cancellation = default) => SettleThreads(() => cancellation.IsCancellationRequested);

    private void SettleThreads(Func<bool> isAsked)
    {
        if (Parallelism is not null || !ProcessTuning.IsApplied || !runner.IsOnCpu) return;
        if (!communicator.IsShared && ProcessTuning.LeavesThreadsOpen && Step == 0
            && Steps >= ThreadTrial.FewestSteps) Measure(Steps, isAsked);
        else Parallelism = Usual(get_num_threads());
    }

    private bool TakesParts => runner.HasPhasesByRow && RowsOfABatch >= 2 * StepRunner.LeastRows;

    // This rank's.
    private long RowsOfABatch => source.Rows / source.Count / communicator.Size;

    // A part for each thread, unless that leaves few rows to a part.
    private Parallelism Usual(int most)
    {
        const int rowsWorthAThread = 32;
        var parts = TakesParts ? (int)Math.Clamp(RowsOfABatch / rowsWorthAThread, 1, most) : 1;
        return new Parallelism(parts, most / parts);
    }

    private void Measure(long left, Func<bool> isAsked)
    {
        using var scope = NewDisposeScope();
        var most = get_num_threads();
        var usual = Usual(most);
        Parallelism = usual;
        if (most == 1) return;
        var before = Checkpoint.Snapshot(this);
        try
        {
            using var steps = new TrialSteps(runner, source, random.Split("shuffle"), StepRunner.WhereIs(Model, random));
            (Parallelism, var seconds) = ThreadTrial.Fastest(most, TakesParts, usual, left, steps.Time, isAsked);
            if (seconds.Count > 0) TellThreads(Parallelism.Value, most, seconds);
        }
        catch (NonFiniteException)
        {
            // The training itself will say so.
        }
        finally
        {
            set_num_threads(most);
            runner.Forget();
            Checkpoint.TakeBack(before, this);
        }
    }

    private void TellThreads(Parallelism best, int most, IReadOnlyDictionary<Parallelism, double> seconds)
    {
        var rates = string.Join(", ", seconds.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{source.Rows / (source.Count * pair.Value):F0} on {pair.Key}")));
        logger.ThreadsMeasured($"{best}", most, rates);
        if (best.All < most) Note?.Invoke($"Trains on {best.All} of {most} threads, with which it is as fast or faster: {rates} rows a second.");
    }

    /// <summary>Where the trainer stands, but for weights, averages and optimizers.</summary>
    public TrainerState State() => new(Step, Seconds, runner.RateFactor, rollbacks, best, sinceBest, Average?.Updates ?? 0, random.State(), interrupted);

    /// <summary>Puts the trainer where it stood.</summary>
    /// <param name="state">From <see cref="State"/>.</param>
    public void Restore(TrainerState state)
    {
        (Step, rollbacks, best, sinceBest, interrupted, runner.RateFactor) = (state.Step, state.Rollbacks, state.Best, state.SinceBest, state.Epoch, state.RateFactor);
        before = TimeSpan.FromSeconds(state.Seconds);
        if (clock.IsRunning) clock.Restart();
        if (Average is not null) Average.Updates = state.AverageUpdates;
        random.Restore(state.Streams);
    }

    /// <summary>Frees the average.</summary>
    public void Dispose() => Average?.Dispose();

    private TrainingProgress RunEpoch(IProgress<TrainingProgress>? progress, Action vote, Func<bool> isAsked)
    {
        using var scope = NewDisposeScope();
        var epoch = (int)Epoch + 1;
        // An epoch's order is drawn by its number, so that it can be drawn again in the middle of it.
        var shuffle = random.Split("shuffle");
        shuffle.Counter = epoch - 1;
        using var batches = source.Begin(shuffle);
        using var totals = new EpochTotals(StepRunner.WhereIs(Model, random), communicator.IsFirst ? interrupted
            : null);
        var (start, earlier, reported) = (clock.Elapsed, interrupted?.Seconds ?? 0, clock.Elapsed);
        interrupted = null;
        do
        {
            TakeStep(batches, totals);
            vote();
            if (progress is not null && clock.Elapsed - reported > TimeSpan.FromMilliseconds(100))
            {
                reported = clock.Elapsed;
                // Of its own rows: the others' are told at the end of an epoch.
                progress.Report(Describe(totals, finished: false, EpochSeconds() / communicator.Size));
            }
            if (Step % source.Count != 0 && Checkpoints?.IsDue(Step) == true && runner.IsBetweenUpdates)
            {
                using var sofar = totals.OfAll(communicator);
                interrupted = sofar.State(EpochSeconds());
                Keep();
            }
        }
        while (Step % source.Count != 0 && !(runner.IsBetweenUpdates && (IsOver || isAsked())));

        // How fast it trains, whatever is looked at between epochs.
        var seconds = EpochSeconds();
        var whole = Step % source.Count == 0;
        using var all = totals.OfAll(communicator);
        interrupted = whole ? null : all.State(EpochSeconds());
        if (all.Rows > 0 && !all.AreFinite()) throw new NonFiniteException($"a bound stopped being finite before "
            + $"step {Step}, in epoch {epoch}; try a smaller learning rate.");
        var validation = whole && Plan.Validate is not null && epoch % Plan.ValidateEvery == 0 ? Validate(Plan.Validate) : (double?)null;
        if (Plan.CountActiveUnits is { } count) activeUnits = Judge(count);
        return Describe(all, finished: true, seconds) with { Validation = validation };

        double EpochSeconds() => earlier + (clock.Elapsed - start).TotalSeconds;

        TrainingProgress Describe(EpochTotals totals, bool finished, double seconds)
        {
            var (bound, distortion, rate) = totals.Means();
            return new TrainingProgress(
                epoch, Plan.Epochs, Step, Steps, bound, totals.Guarantee, distortion, rate, totals.Rows / seconds, Seconds, finished, Phases[0].Optimizer.ParamGroups.First().LearningRate,
                ActiveUnits: activeUnits, Clamped: totals.Clamped);
        }
    }

    private void TakeStep(IBatchEpoch batches, EpochTotals totals)
    {
        using var scope = NewDisposeScope();
        try
        {
            runner.Take(batches, Step, isFinal: Step + 1 == Steps, totals);
            skipped = 0;
        }
        catch (NonFiniteException trouble) when (Plan.OnNonFinite == NonFiniteAction.Skip && ++skipped <= 100)
        {
            Tell($"{trouble.Message} The step was skipped.");
        }
        Step++;
    }

    private double Validate(Func<RandomStream, double> validate)
    {
        var stream = random.Split("validation");
        stream.Restore(new Dictionary<string, long>());
        var value = votes.OfFirst(Judge(() => validate(stream)));
        var isBest = !(value <= best);
        (best, sinceBest) = isBest ? (value, 0) : (best, sinceBest + 1);
        if (Plan.PlateauPatience is { } patience && sinceBest > 0 && sinceBest % patience == 0) runner.RateFactor *= Plan.PlateauFactor;
        if (isBest) Checkpoints?.MarkNextAsBest();
        return value;
    }

    // The model as it is to be used: averaged where the plan says so, in evaluation mode, without gradients.
    private T Judge<T>(Func<T> judge)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var average = Average?.Applied();
        Model.eval();
        var value = judge();
        Model.train();
        return value;
    }

    private void Keep()
    {
        if (Checkpoints is null || !communicator.IsFirst) return;
        Checkpoints.Save(this);
        logger.CheckpointWritten(Step);
    }

    private void Tell(string trouble)
    {
        if (!communicator.IsFirst) return;
        Note?.Invoke(trouble);
        logger.TroubleMet(trouble);
    }

    private void RollBack(NonFiniteException trouble)
    {
        var (count, factor) = (rollbacks + 1, runner.RateFactor / 2);
        // The first rank may still be writing.
        communicator.Barrier();
        if (!Checkpoints!.LoadLatest(this, Tell)) throw trouble;
        (rollbacks, runner.RateFactor) = (count, factor);
        Tell($"{trouble.Message} Went back to step {Step}, with the learning rate times {factor}.");
    }
}
