using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>What a classifier is worth on its test rows, with its weights at their means.</summary>
/// <param name="Count">N, the test rows.</param>
/// <param name="Error">The share that it gets wrong, 0 … 1.</param>
/// <param name="NegativeLogLikelihood">−(1/N) Σ log p(label), nats.</param>
/// <param name="Pruned">The same with weights cut; null for a classifier whose weights have no posterior.</param>
public sealed record ClassifierOutcome(long Count, double Error, double NegativeLogLikelihood, PruningOutcome? Pruned = null)
{
    internal static ClassifierOutcome Of(TrainedClassifier classifier, PrunedClassifier? pruned, TensorData test)
    {
        var (before, after) = (classifier.Judge(test), pruned?.Judge(test));
        return new ClassifierOutcome(
            before.Count, before.Error, before.NegativeLogLikelihood,
            pruned is null ? null : new PruningOutcome(pruned.Threshold, after!.Error, after.NegativeLogLikelihood, pruned.Compression, pruned.Layers));
    }
}
