using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>A classifier in an experiment.</summary>
internal sealed class ClassifierRun : RunModel
{
    private readonly ClassifierSettings settings;
    private readonly RunData data;
    private readonly TrainedClassifier classifier;

    public ClassifierRun(ClassifierSettings settings, double epochs, RunData data, RandomStream weights)
    {
        if (data.Training.Labels is null) throw new ArgumentException($"{data.Protocol.Source.Name}: a classifier learns labels, and these images have none; give data with labels.");
        (this.settings, this.data, KlWeight) = (settings, data, RunSchedules.KlWeight(settings, epochs));
        classifier = new TrainedClassifier(settings, DataDescription.Of(data.Training) with { Classes = data.Protocol.Classes }, weights);
    }

    public override nn.Module Module => classifier.Module;

    public override Schedule KlWeight { get; }

    public override string Counted => "active_weights";

    public override Func<int>? Count => settings.Sparse ? () => (int)classifier.CountActive(settings.Threshold).Sum(layer => layer.Kept) : null;

    // Adam moves a parameter by its rate whatever the gradient's size, so that half the rate of log σ is the whole one of log σ², the published parameter.
    public override IReadOnlyList<Phase> Phases(Schedule learningRate, GradientLimits limits)
    {
        var spreads = Module.modules().OfType<MeanFieldWeights>().Select(weights => weights.LogScale).ToArray();
        var others = Module.parameters().Where(parameter => !spreads.Any(spread => ReferenceEquals(spread, parameter)));
        var optimizer = new OnePassAdam(others);
        if (spreads.Length > 0) optimizer.add_param_group(new TorchSharp.Modules.Adam.ParamGroup(spreads, lr: 0.5e-3));
        return [new Phase("fit", optimizer, step =>
            classifier.Bound(step.Batch, KlWeight.At(step.Epoch), step.Random), LearningRate: learningRate, Limits:
            limits) { IsShared = true }];
    }

    public override double Validate(TensorData validation, RandomStream random) => -classifier.Judge(validation).NegativeLogLikelihood;

    public override RunOutcome Judge(RunOutcome outcome, RunFolder folder, RandomStream random, IProgress<double>? progress, ILogger logger, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var pruned = classifier.Prune(settings.Threshold);
        var judged = outcome with { Classification = ClassifierOutcome.Of(classifier, pruned, data.Test) };
        progress?.Report(1);
        return judged;
    }
}
