using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>A whole run: the data as its settings say, the model trained, judged on the test rows, drawn, and kept in a run folder.</summary>
/// <param name="settings">Everything that decides it.</param>
/// <param name="folder">Where it is kept.</param>
public sealed class Experiment(RunSettings settings, RunFolder folder)
{
    /// <summary>Told what is going on, a sentence at a time: which data was taken and why, where things were written.</summary>
    public event Action<string>? Note;

    /// <summary>Told at the end of every epoch.</summary>
    public event Action<TrainingProgress>? EpochFinished;

    /// <summary>Told how a download of the data gets on.</summary>
    public IProgress<DownloadProgress>? Downloads { get; init; }

    /// <summary>Trains, evaluates and writes the run folder. After every epoch the weights and the record so far are on disk.</summary>
    /// <param name="progress">Told about ten times a second while training.</param>
    /// <param name="evaluation">Told the share of the evaluation done.</param>
    /// <param name="cancellation">Ends the training after its current step; what was trained is then evaluated and kept.</param>
    /// <param name="abandon">Leaves the evaluation out as well.</param>
    /// <returns>The record, as written to run.json.</returns>
    /// <exception cref="ArgumentException">A setting is out of range or means nothing.</exception>
    /// <exception cref="DataException">The data cannot be had or read.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="NonFiniteException">A bound is not finite; the weights of the last whole epoch are on disk.</exception>
    public RunRecord Train(
        IProgress<TrainingProgress>? progress = null, IProgress<double>? evaluation = null, CancellationToken cancellation = default, CancellationToken abandon = default)
    {
        settings.Validate();
        var device = Devices.Find(settings.Device);
        folder.Prepare();
        using var data = RunData.Load(settings, device, Note, Downloads, cancellation);
        var random = new RandomStream(settings.Seed, device);
        Schedule klWeight = settings.WarmUp > 0 ? new LinearRamp(0, 1, settings.WarmUp) : new Constant(1);
        using var recipe = Recipes.Vae(settings.Model, data.Training.Dimension, random.Split("weights"), klWeight);
        var record = new RunRecord { Settings = settings, Data = data.Protocol, Environment = RunEnvironment.Here(device) };
        folder.Clear();
        folder.WriteRecord(record);

        var loader = new DataLoader(data.Training, settings.Batch, data.Protocol.Binarization == Binarization.Dynamic);
        var trainer = new Trainer(recipe.Module, recipe.Phases(settings.LearningRate), loader, random.Split("training"));
        trainer.EpochFinished += epoch =>
        {
            folder.AppendMetrics(epoch, klWeight.At((double)epoch.Step / loader.Count));
            Weights.Save(recipe.Module, folder.Weights);
            record = record with { Outcome = new RunOutcome(false, epoch.Epoch, epoch.Step, epoch.Seconds) };
            folder.WriteRecord(record);
            EpochFinished?.Invoke(epoch);
        };
        trainer.Run(settings.Epochs, settings.Steps, progress, cancellation);

        using var model = new TrainedModel(recipe, data.Training.EventShape);
        Pictures.Write(model, data.Test, folder, random.Split("pictures"));
        var bounds = model.Evaluate(data.Test, settings.TestSamples, EvaluationStream(settings, device), evaluation, abandon);
        record = record with { Outcome = record.Outcome! with { Finished = !cancellation.IsCancellationRequested, TestElbo = bounds.Elbo, TestLogLikelihood = bounds.LogLikelihood } };
        folder.WriteRecord(record);
        return record;
    }

    /// <summary>Judges a stored run on its test rows, with the settings of its record: the same samples and rows give the same digits as before.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="samples">S, the draws a row.</param>
    /// <param name="limit">The first so many test rows; all when null.</param>
    /// <param name="deviceName">"auto", "cpu" or "cuda".</param>
    /// <param name="note">Told which data was taken.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it.</param>
    public static LikelihoodBounds Evaluate(
        RunFolder folder, int samples, long? limit = null, string deviceName = "auto", Action<string>? note = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var record = folder.ReadRecord();
        var device = Devices.Find(deviceName);
        using var model = folder.LoadModel(record, device);
        using var data = RunData.Load(record.Settings, device, note, null, cancellation);
        data.Protocol.RequireSameAs(record.Data);
        using var rows = data.Test.Take(limit ?? data.Test.Count);
        return model.Evaluate(rows, samples, EvaluationStream(record.Settings, device), progress, cancellation);
    }

    private static RandomStream EvaluationStream(RunSettings settings, Device device) => new RandomStream(settings.Seed, device).Split("evaluation");
}
