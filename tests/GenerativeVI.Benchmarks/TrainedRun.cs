using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Benchmarks;

/// <summary>
/// Whole trainings of the classic VAE 784-400-20 on grey MNIST, batch 128, from reading the data to the evaluation of the test rows: plain, with nothing told and nothing
/// kept; and as a run, with a log, a progress display, metrics, a checkpoint an epoch, TensorBoard's events, pictures and a report. What they differ by is what keeping a run costs.
/// </summary>
internal static class TrainedRun
{
    private const int Batch = 128, TestSamples = 1;
    private const double Rate = 1e-3;

    public static TrainedRunResult Bare(Settings settings)
    {
        var (clock, cpu) = (Stopwatch.StartNew(), Cpu());
        var images = ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false });
        var random = new RandomStream(1);
        using var training = TensorData.From(images.Train);
        using var test = TensorData.From(images.Test);
        using var recipe = Recipes.Vae(Model(settings), training.Dimension, random.Split("weights"));
        using var trainer = new Trainer(
            recipe.Module, recipe.Phases(Rate), new DataLoader(training, Batch), random, new TrainingPlan { Epochs = settings.Epochs });
        var steps = 0.0;
        trainer.EpochFinished += epoch => steps += training.Count / epoch.RowsPerSecond;
        var last = trainer.Run()!;
        using var model = new TrainedModel(recipe, training.EventShape);
        var bounds = model.Evaluate(test, TestSamples, new RandomStream(1).Split("evaluation"));
        return new TrainedRunResult(clock.Elapsed.TotalSeconds, Cpu() - cpu, last.Seconds, steps, settings.Epochs * training.Count / last.Seconds, last.Bound!.Value, bounds.Elbo.Value);
    }

    public static TrainedRunResult Kept(Settings settings)
    {
        if (Directory.Exists(settings.Out)) Directory.Delete(settings.Out, recursive: true);
        var (clock, cpu) = (Stopwatch.StartNew(), Cpu());
        var run = new RunFolder(settings.Out);
        var chosen = new RunSettings
        {
            Data = "mnist",
            DataDirectory = settings.Data,
            Model = Model(settings),
            Binarization = Binarization.None,
            LearningRate = Rate,
            Batch = Batch,
            Epochs = settings.Epochs,
            TestSamples = TestSamples,
            Device = "cpu",
            Threads = settings.Threads,
        };
        using var log = new LogFile(Path.Combine(Path.GetTempPath(), $"trained-run-{Environment.ProcessId}.log"));
        using var events = new RunEvents(run);
        var experiment = new Experiment(chosen, run) { Logger = log };
        experiment.EpochSeen += events.Write;
        var (bound, shares) = (double.NaN, 0.0);
        experiment.EpochFinished += epoch => (bound, shares) = (epoch.Bound!.Value, shares + 1 / epoch.RowsPerSecond);
        var record = experiment.Train(log);
        Report.Write(Path.Combine(run.Path, "report.html"), run.Path);
        var outcome = record.Outcome!;
        return new TrainedRunResult(
            clock.Elapsed.TotalSeconds, Cpu() - cpu, outcome.Seconds, record.Data.Source.TrainCount * shares, settings.Epochs * record.Data.Source.TrainCount / outcome.Seconds, bound, outcome.TestElbo!.Value);
    }

    private static ModelSettings Model(Settings settings) =>
        new() { Latent = 20, Networks = new() { Hidden = [400], Precision = settings.Precision == "b-float16" ? Precision.BFloat16 : Precision.Full } };

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}

/// <summary>What a whole training took, from reading the data to its last word, and what it reached.</summary>
/// <param name="WallS">Seconds in all.</param>
/// <param name="CpuS">Seconds of all threads in all.</param>
/// <param name="TrainS">Seconds of training alone.</param>
/// <param name="StepsS">Seconds of its steps alone, without what is done between epochs.</param>
/// <param name="ImagesPerS">Images trained on in one of those.</param>
/// <param name="TrainBound">The mean bound of the last epoch, nats.</param>
/// <param name="TestElbo">The ELBO of the test rows, nats.</param>
internal sealed record TrainedRunResult(double WallS, double CpuS, double TrainS, double StepsS, double ImagesPerS, double TrainBound, double TestElbo);
