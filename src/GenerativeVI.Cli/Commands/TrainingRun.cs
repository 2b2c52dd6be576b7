using System.CommandLine;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>What every gvi train does: the options, the run, the display, the last line.</summary>
/// <param name="usual">The settings that the help shows; the plain VAE's when null.</param>
internal sealed class TrainingRun(RunSettings? usual = null)
{
    public const string Manners =
        "Ctrl-C ends the training cleanly: the model so far is evaluated and kept, and gvi train --resume RUN continues it. "
        + "A second Ctrl-C skips the evaluation. "
        + "Exit codes: 0 done, 1 failed, 2 misused, 130 ended by Ctrl-C or SIGTERM.";

    private readonly TrainOptions options = new(usual);
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "DIR", "The run folder [default: runs/METHOD-DATA-DATE-TIME].");
    private readonly Option<bool> tensorboard = OptionKinds.Flag(
        "--tensorboard", "Write every epoch's numbers, samples and histograms of the weights into the run folder, for TensorBoard.");
    private readonly Option<bool> quiet = OptionKinds.Flag("--quiet", "Print only the last line.");
    private readonly Option<bool> json = OptionKinds.Json();

    /// <summary>All its options, in the order of the help.</summary>
    public IEnumerable<Option> Options => options.All.Concat([outOption, tensorboard, quiet, json]);

    /// <summary>Starts a run of its own.</summary>
    /// <param name="parsed">The command line, whose options change the settings.</param>
    /// <param name="start">The settings where it says nothing.</param>
    public int Start(ParseResult parsed, RunSettings start) =>
        Run(parsed, Checked(options.Read(parsed, start)), resumed: null);

    /// <summary>Goes on with a stored run.</summary>
    /// <param name="parsed">The command line, whose options change the stored settings.</param>
    /// <param name="folder">The run.</param>
    public int Resume(ParseResult parsed, RunFolder folder) =>
        Run(parsed, Checked(options.Read(parsed, folder.ReadRecord().Settings)), folder);

    /// <summary>The settings that a command line makes, as far as it can be read: for the help.</summary>
    /// <param name="parsed">The command line, perhaps with mistakes.</param>
    /// <param name="start">The settings where it says nothing.</param>
    public RunSettings Settings(ParseResult parsed, RunSettings start)
    {
        try
        {
            return options.Read(parsed, start);
        }
        catch (InvalidOperationException)
        {
            return start;
        }
    }

    private int Run(ParseResult parsed, RunSettings settings, RunFolder? resumed)
    {
        ClassifierOptions.Check(parsed, settings);
        OptionUses.Check(parsed, settings);
        var channels = new Channels(parsed, parsed.GetValue(json));
        var display = RunDisplay.Over(channels, parsed.GetValue(quiet));
        var ranks = Ranks.Join(display.Warn);
        ProcessTuning.Apply(settings.Threads ?? Ranks.Threads);
        if (settings.Threads > Environment.ProcessorCount)
            display.Say($"{settings.Threads} threads on {Environment.ProcessorCount} processors take turns, and are slower than {Environment.ProcessorCount}.");

        using var interruption = new Interruption();
        var downloads = new DownloadReport(display);
        // Here already, so that the folder's name can tell the data.
        // The first rank of several may download them, and the others find them there.
        if (ranks.IsFirst) settings = display.During(() =>
            DataChoice.Settle(settings, display.Say, downloads, interruption.Stop));
        ranks.Barrier();
        if (!ranks.IsFirst) settings = DataChoice.Settle(settings, display.Say, downloads, interruption.Stop);
        var folder = resumed ?? new RunFolder(ranks.Tell(Path.GetFullPath(parsed.GetValue(outOption)
            ?? RunName.Fresh(settings))));
        if (ranks.IsShared) display.Say($"{ranks.Size} processes share every batch.");
        using var told = interruption.Stop.Register(() => display.Warn("Stopping: the model so far is evaluated and kept; Ctrl-C again skips the evaluation."));

        var report = new TrainingReport(display, settings.Classifier is null ? "active units" : "active weights");
        var experiment = new Experiment(settings, folder) { IsResumed = resumed is not null, Downloads = downloads,
            Communicator = ranks };
        experiment.Note += display.Say;
        experiment.EpochFinished += report.EpochFinished;
        using var events = new RunEvents(folder);
        // A run with events that continued without them would leave a gap.
        if (parsed.GetValue(tensorboard) || (resumed is not null && RunEvents.AreIn(folder))) experiment.EpochSeen += events.Write;
        try
        {
            var record = display.During(() => experiment.Train(report, report, interruption.Abandon, interruption.Stop));
            if (ranks.IsFirst) Conclude(folder, record, channels, display, interruption.Stop.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (report.AnyEpoch)
        {
            Conclude(folder, folder.ReadRecord(), channels, display, interrupted: true);
        }
        finally
        {
            if (ranks.IsFirst) RemoveIfEmpty(folder.Path, Path.GetFullPath("runs"));
        }
        return interruption.Stop.IsCancellationRequested ? CommandLine.Interrupted : CommandLine.Done;
    }

    private static RunSettings Checked(RunSettings settings)
    {
        try
        {
            settings.Validate();
            return settings;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Failures.Sentence(e));
        }
    }

    private static void Conclude(RunFolder folder, RunRecord record, Channels channels, RunDisplay display, bool interrupted)
    {
        var (name, outcome) = (Paths.Short(folder.Path), record.Outcome!);
        var test = outcome is { TestElbo: { } elbo, TestLogLikelihood: { } log } ? new LikelihoodBounds(elbo, log) : null;
        var (classified, isClassifier) = (outcome.Classification, record.Settings.Classifier is not null);
        if (interrupted)
        {
            var place = record.Settings.Epochs is { } all ? $" of {all}" : $", at step {outcome.Steps} of {record.Settings.Steps}";
            var uses = isClassifier ? $"gvi prune {name}" : $"gvi evaluate {name} and gvi sample {name}";
            display.Warn($"Stopped in epoch {outcome.Epochs}{place}{(test is null && classified is null ? ", without an evaluation" : "")}. Go on with gvi train --resume {name}; what is there so far serves {uses}.");
        }
        display.Say($"The run is in {name}.");
        channels.Result(classified is not null ? Results.Line(classified) : test is null ? "test: not evaluated" : record.Settings.Objective.Kind == ObjectiveKind.Reconstruction ? Results.Reconstruction(test.Elbo) : Results.Line(test), () => new JsonObject
        {
            ["test"] = classified is not null ? Results.Of(classified) : test is null ? null : Results.Of(test),
            ["run"] = folder.Path,
            ["epochs"] = outcome.Epochs,
            ["steps"] = outcome.Steps,
            ["seconds"] = outcome.Seconds,
            ["images_per_second"] = ImagesSeen(record) / outcome.Seconds,
            ["data"] = Results.Of(record.Data),
        });
    }

    private static double ImagesSeen(RunRecord record)
    {
        var (images, batch) = (record.Data.Source.TrainCount, record.Settings.Batch);
        var (epochs, steps) = Math.DivRem(record.Outcome!.Steps, (images + batch - 1) / batch);
        return epochs * images + steps * batch;
    }

    /// <summary>A run that never began leaves no folders behind.</summary>
    private static void RemoveIfEmpty(params string[] folders)
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())) Directory.Delete(folder);
    }
}
