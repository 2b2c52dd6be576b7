using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>What an experiment trains and judges: a latent-variable model or a classifier.</summary>
internal abstract class RunModel : IDisposable
{
    /// <summary>The model that settings name, for its data.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="weights">The stream of the first weights.</param>
    /// <param name="batches">Batches of an epoch.</param>
    /// <param name="communicator">The processes that train it.</param>
    public static RunModel Of(RunSettings settings, RunData data, RandomStream weights, long batches, Communicator
        communicator) =>
        settings.Classifier is { } classifier
            ? new ClassifierRun(classifier, settings.EpochsOf(batches), data, weights)
            : new LatentRun(settings, data, weights, communicator);

    /// <summary>Everything that is trained and saved.</summary>
    public abstract nn.Module Module { get; }

    /// <summary>β over the epochs.</summary>
    public abstract Schedule KlWeight { get; }

    /// <summary>What is counted at the end of every epoch, as metrics.csv calls it.</summary>
    public abstract string Counted { get; }

    /// <summary>The phases of a training.</summary>
    public abstract IReadOnlyList<Phase> Phases(Schedule learningRate, GradientLimits limits);

    /// <summary>What held-out rows say, as large as possible.</summary>
    public abstract double Validate(TensorData validation, RandomStream random);

    /// <summary>The count of an epoch's end; null where there is nothing to count.</summary>
    public abstract Func<int>? Count { get; }

    /// <summary>What a person should be warned of at full KL weight, in one sentence.</summary>
    public virtual string? Warning(TrainingProgress epoch) => null;

    /// <summary>The model as it is now, where it draws pictures.</summary>
    public virtual TrainedModel? Picturing => null;

    /// <summary>The outcome with what the test rows say; pictures go into the folder.</summary>
    public abstract RunOutcome Judge(RunOutcome outcome, RunFolder folder, RandomStream random, IProgress<double>? progress, ILogger logger, CancellationToken cancellation);

    /// <summary>Frees the parameters.</summary>
    public virtual void Dispose() => Module.Dispose();
}
