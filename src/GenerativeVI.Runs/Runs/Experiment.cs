using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenerativeVI;

/// <summary>
/// A whole run: the data as its settings say, the model trained, judged on the test rows, drawn, and kept in a run
/// folder.
/// </summary>
/// <param name="settings">Everything that decides it.</param>
/// <param name="folder">Where it is kept.</param>
public sealed class Experiment(RunSettings settings, RunFolder folder)
{
    private RunSettings settings = OwnMethods.Settle(settings);

    /// <summary>
    /// Raised with one sentence for each event: which data were read and why, what was resumed or repaired.
    /// </summary>
    public event Action<string>? Note;

    /// <summary>Raised at the end of every epoch.</summary>
    public event Action<TrainingProgress>? EpochFinished;

    /// <summary>Shown the model at the end of every epoch, for instance to <see cref="RunEvents.Write"/>.</summary>
    public event Action<EpochView>? EpochSeen;

    /// <summary>Logs the run, its training and its evaluation from beginning to end, and every note.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Receives the progress of a download.</summary>
    public IProgress<DownloadProgress>? Downloads { get; init; }

    /// <summary>
    /// Continues the run of a folder where it stopped. On a CPU with as many threads the numbers are the same as if it
    /// had not stopped.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="change">Changes to its settings, such as more epochs; none when null.</param>
    /// <exception cref="DataException">The folder is not a run's, or its record is damaged.</exception>
    public static Experiment Resume(RunFolder folder, Func<RunSettings, RunSettings>? change = null)
    {
        var settings = folder.ReadRecord().Settings;
        return new Experiment(change is null ? settings : change(settings), folder) { IsResumed = true };
    }

    /// <summary>
    /// The processes that train it together, such as those of <see cref="Mpi.Start"/>: each with the same settings,
    /// data and folder. The first one alone writes and tells; continued, evaluated and chosen by validation, a run
    /// needs a folder that all of them see. One process by itself by default.
    /// </summary>
    public Communicator Communicator { get; init; } = Communicator.Alone;

    /// <summary>Whether it continues the run that the folder holds.</summary>
    public bool IsResumed { get; init; }

    /// <summary>
    /// Trains, evaluates and writes the run folder. After every epoch a checkpoint, the weights and the record so far
    /// are on disk.
    /// </summary>
    /// <param name="progress">Receives a report about ten times a second while training.</param>
    /// <param name="evaluation">Receives the share of the evaluation done, 0 … 1.</param>
    /// <param name="cancellation">Cancels it after its current step: a checkpoint is kept, to go on from, and the call
    /// ends with an exception, as in all of the library.</param>
    /// <param name="stop">Ends the training after its current step, and returns: what was trained is evaluated and
    /// kept, as a run that is not finished.</param>
    /// <returns>The record, as written to run.json.</returns>
    /// <exception cref="ArgumentException">A setting is out of range or means nothing.</exception>
    /// <exception cref="DataException">The data cannot be had or read; or a checkpoint is another run's; or the method
    /// of the run is one's own and not registered.</exception>
    /// <exception cref="IOException">The folder cannot be written, holds a run already, or is in use.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or stopped before its first step.</exception>
    /// <exception cref="NonFiniteException">A bound is not finite, in training or on the test rows; the last checkpoint
    /// and the weights of the last whole epoch are on disk.</exception>
    public RunRecord Train(
        IProgress<TrainingProgress>? progress = null, IProgress<double>? evaluation = null, CancellationToken cancellation = default, CancellationToken stop = default)
    {
        settings.Validate();
        folder.RequireKnown(settings);
        var device = Devices.Find(settings.Device);
        using var ownership = Communicator.OnFirst(() => folder.Own(IsResumed));
        if (Communicator.IsFirst) Logger.RunBegun(folder.Path, settings.Method, settings.Seed, settings.Device,
            IsResumed);
        if (ownership?.Killed is { } ending) Tell(ending);
        if (folder.Data is not null && settings.Data is { } named)
            throw new ArgumentException($"data: the run's data are given in memory, and its settings name {named} too; leave one of them out.");
        if (folder.Data is null && !(IsResumed && DataInMemory.IsOf(folder.ReadRecord().Data)))
            settings = Communicator.FirstAlone(() => DataChoice.Settle(settings, Tell, Downloads, cancellation));
        // The record holds what was applied.
        if (settings.Steps is null) settings = settings with { Epochs = settings.Epochs ?? RunSettings.UsualEpochs };
        var like = IsResumed ? folder.ReadRecord().Data : null;
        using var data = Communicator.FirstAlone(() => folder.Data is { } given
            ? RunData.InMemory(settings, given, device, Tell, like)
            : RunData.Load(settings, device, Tell, Downloads, cancellation, like));
        if (like is not null && folder.Data is not null) data.Protocol.RequireSameAs(like);
        RequireSame(data);
        var random = new RandomStream(settings.Seed, device);
        var loader = new DataLoader(data.Training, settings.Batch, data.Protocol.Binarization == Binarization.Dynamic);
        using var model = RunModel.Of(settings, data, random.Split("weights"), loader.Count, Communicator);
        if (settings.Model.Posterior.IsImplicit || settings.Model.Prior.Family == PriorFamily.Implicit) Tell(Judging(settings));
        var record = new RunRecord { Settings = settings, Data = data.Protocol, Environment = RunEnvironment.Here(device) };

        var driven = settings.Optimization;
        var phases = model.Phases(RunSchedules.LearningRate(settings, loader.Count), new GradientLimits(driven.NormalizeGradients, driven.ClipValue, driven.ClipNorm));
        var checkpoints = new Checkpoints(folder.Checkpoints, settings.Checkpoints.Keep, settings.Checkpoints.EverySteps, data.Protocol.Identity(settings));
        using var trainer = new Trainer(model.Module, phases, loader, random, Plan(model, data, loader), checkpoints,
            Logger, Communicator);
        var isWarned = false;
        trainer.Note += sentence => Note?.Invoke(sentence);
        trainer.EpochFinished += epoch =>
        {
            var weight = model.KlWeight.At((double)epoch.Step / loader.Count);
            folder.AppendMetrics(epoch, weight, model.Counted);
            using (trainer.Average?.Applied())
            {
                Weights.Save(model.Module, folder.Weights);
                Show(epoch, weight, model);
            }
            record = record with { Outcome = new RunOutcome(false, epoch.Epoch, epoch.Step, epoch.Seconds) };
            folder.WriteRecord(record);
            if (!isWarned && weight >= 1 && model.Warning(epoch) is { } warning)
            {
                isWarned = true;
                Note?.Invoke(warning);
            }
            EpochFinished?.Invoke(epoch);
        };
        if (IsResumed)
        {
            var earlier = folder.ReadRecord().Environment;
            if (ProcessTuning.LeavesThreadsOpen) trainer.Parallelism = new Parallelism(earlier.Parts, Math.Max(1, earlier.Threads / earlier.Parts));
            TakeUp(checkpoints, trainer, loader);
        }
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop)) trainer.SettleThreads(either.Token);
        if (trainer.Parallelism is { } parallelism)
            record = record with { Environment = record.Environment with { Threads = parallelism.All, Parts = parallelism.Parts } };
        if (Communicator.IsShared)
            record = record with { Environment = record.Environment with { Processes = Communicator.Size } };
        if (!IsResumed && Communicator.IsFirst) folder.WriteRecord(record);
        var last = trainer.Run(Communicator.IsFirst ? progress : null, cancellation, stop);
        // The first rank may still be writing.
        Communicator.Barrier();
        if (last is not null && !Communicator.IsFirst)
            record = record with { Outcome = new RunOutcome(false, last.Epoch, last.Step, last.Seconds) };
        var outcome = record.Outcome ?? folder.ReadRecord().Outcome ?? throw new OperationCanceledException("the run was stopped before its first step.", stop);

        ChooseWeights(model, trainer, checkpoints);
        var judged = model.Judge(outcome, folder, random, Communicator.IsFirst ? evaluation : null,
            Communicator.IsFirst ? Logger : NullLogger.Instance, cancellation);
        if (settings.TestRows is null && judged.TestElbo is { Count: var rows } && rows < data.Test.Count)
            Tell($"Judged on the first {rows} of {data.Test.Count} test images, as many as a minute allows, since this model is slow to draw from; gvi evaluate judges all of them, and RunSettings.TestRows as many as it says here.");
        record = record with { Outcome = judged with { Finished = !stop.IsCancellationRequested } };
        if (Communicator.IsFirst) folder.WriteRecord(record);
        if (Communicator.IsFirst) Logger.RunEnded(folder.Path, record.Outcome.Finished);
        if (record.Outcome.Failure is { } failure) throw new NonFiniteException($"{folder.Path}: the run has failed: {failure}; train it anew, with a smaller learning rate or Optimization.OnNonFinite = RollBack.");
        return record;
    }

    /// <summary>
    /// Judges a stored run on its test rows, with the settings of its record: the same samples and rows give the same
    /// digits as before.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="samples">S, the draws a row.</param>
    /// <param name="limit">How many test rows, from the first; all when null.</param>
    /// <param name="deviceName">"auto", "cpu" or "cuda".</param>
    /// <param name="note">Receives a sentence on the data that were read.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="dataDirectory">A folder to look for the run's data in first; the run's own when null.</param>
    /// <param name="logger">Logs the beginning and the end; nothing is logged when null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">The data cannot be had, or is not what the run was made with.</exception>
    public static LikelihoodBounds Evaluate(
        RunFolder folder, int samples, long? limit = null, string deviceName = "auto", Action<string>? note = null, IProgress<double>? progress = null,
        string? dataDirectory = null, ILogger? logger = null, CancellationToken cancellation = default)
    {
        var record = folder.ReadRecord();
        var device = Devices.Find(deviceName);
        using var model = folder.LoadModel(record, device, dataDirectory);
        using var data = RunData.Of(folder, record, device, dataDirectory, note, cancellation);
        using var rows = data.Test.Take(limit ?? data.Test.Count);
        return model.Evaluate(rows, samples, EvaluationStream(record.Settings, device), progress, logger, cancellation);
    }

    /// <summary>The stream of the test's draws: the same for every evaluation of a run.</summary>
    internal static RandomStream EvaluationStream(RunSettings settings, Device device) => new RandomStream(settings.Seed, device).Split("evaluation");

    private TrainingPlan Plan(RunModel model, RunData data, DataLoader loader)
    {
        var (driven, selection, validation) = (settings.Optimization, settings.Selection, data.Validation);
        if (validation is null && (selection.Patience ?? selection.PlateauPatience) is not null)
            throw new ArgumentException("patience: this data has no validation rows of its own; hold some out with Selection.Rows.");
        return new TrainingPlan
        {
            Epochs = settings.EpochsOf(loader.Count),
            MaximumSteps = settings.Steps,
            TimeBudget = settings.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Accumulate = driven.Accumulate,
            AverageDecay = driven.Average,
            OnNonFinite = driven.OnNonFinite,
            Validate = validation is null ? null : stream => model.Validate(validation, stream),
            CountActiveUnits = model.Count,
            ValidateEvery = selection.Every,
            Patience = selection.Patience,
            PlateauPatience = selection.PlateauPatience,
        };
    }

    /// <summary>What the numbers of an implicit side's model are, in a sentence.</summary>
    internal static string Judging(RunSettings settings)
    {
        var proposal = settings.Own is null
            ? $"a {Compositions.Name(settings.Model.Ratio.Proposal)} posterior fitted beside it" : "the proposal that it names";
        return settings.Model.Prior.Family == PriorFamily.Implicit
            ? $"The prior of {settings.Method} is z = g(ε) and has no density: bounds, rate and distortion of its evaluation are those of ε, "
                + $"by {proposal}; each is a lower bound of the same p(x)."
            : $"The posterior of {settings.Method} has no density: bounds, rate and distortion of its evaluation are those of {proposal}.";
    }

    // Ranks of other programs, settings or data would train something that nobody asked for.
    private void RequireSame(RunData data)
    {
        if (!Communicator.IsShared) return;
        SharedState.RequireSame(Communicator, "version", RunEnvironment.Here(CPU).Version);
        SharedState.RequireSame(Communicator, "libtorch", __version__);
        SharedState.RequireSame(Communicator, "settings",
            RunFolder.ToJson(settings with { Threads = null, DataDirectory = null }).ToJsonString());
        SharedState.RequireSame(Communicator, "data",
            string.Join("; ", data.Protocol.Identity(settings).Select(entry => $"{entry.Key} {entry.Value}")));
    }

    private void Tell(string note)
    {
        if (!Communicator.IsFirst) return;
        Note?.Invoke(note);
        Logger.RunNoted(note);
    }

    private void TakeUp(Checkpoints checkpoints, Trainer trainer, DataLoader loader)
    {
        var found = checkpoints.LoadLatest(trainer, Tell);
        if (Communicator.IsFirst) folder.KeepMetrics(beforeEpoch: trainer.Epoch + 1);
        Tell(found ? $"Resumed at step {trainer.Step}, in epoch {trainer.Epoch + 1} of {trainer.Plan.Epochs}." : "The run had no checkpoint yet, so it starts over.");
    }

    // What is judged and kept as the model: the best epoch's weights where the run selects by validation, their average
    // where it has one.
    private void ChooseWeights(RunModel model, Trainer trainer, Checkpoints checkpoints)
    {
        if (settings.Selection.Patience is not null && checkpoints.LoadBest(trainer)) Tell($"The weights of epoch {trainer.Epoch}, the best by validation, are kept as the model.");
        trainer.Average?.ApplyForGood();
        if (Communicator.IsFirst) Weights.Save(model.Module, folder.Weights);
    }

    private void Show(TrainingProgress epoch, double klWeight, RunModel model)
    {
        if (EpochSeen is null) return;
        EpochSeen(new EpochView(epoch, klWeight, model.Picturing, model.Module, settings.Seed));
        model.Module.train();
    }
}
