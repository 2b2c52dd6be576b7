using GenerativeVI.Data;

namespace GenerativeVI.Models;

/// <summary>What the outputs of networks at S draws of their weights say about targets.</summary>
internal static class PredictiveOutputs
{
    /// <summary>How many outputs the targets need.</summary>
    public static long Count(PredictiveKind kind, long classes) => kind switch { PredictiveKind.Classes => classes, PredictiveKind.Numbers => 1, _ => 2 };

    /// <summary>The inputs of a batch: all columns, but the last where that is the target.</summary>
    public static Tensor Inputs(PredictiveKind kind, Batch batch) => kind == PredictiveKind.Classes ? batch.Value : batch.Value.narrow(-1, 0, batch.Value.shape[^1] - 1);

    /// <summary>log p(t|x, W), [S, B].</summary>
    public static Tensor LogDensity(PredictiveKind kind, Tensor outputs, Batch batch, Tensor? logNoise)
    {
        if (kind == PredictiveKind.Classes) return LogProbability(outputs, batch.Label ?? throw new ArgumentException("labels: a network that predicts classes needs them."));
        var (targets, logScale) = (batch.Value.select(-1, batch.Value.shape[^1] - 1), LogScale(outputs, logNoise));
        return ((targets - outputs.select(-1, 0)) / logScale.exp()).square() / -2 - logScale - 0.5 * Math.Log(2 * Math.PI);
    }

    /// <summary>The predictive probabilities.</summary>
    public static ClassPrediction Classes(PredictiveKind kind, Tensor outputs) => kind == PredictiveKind.Classes
        ? ClassPrediction.Of(nn.functional.softmax(outputs, -1))
        : throw new InvalidOperationException("the network predicts numbers: call PredictNumbers.");

    /// <summary>The predictive mixture of normals.</summary>
    public static NumberPrediction Numbers(PredictiveKind kind, Tensor outputs, Tensor? logNoise) => kind != PredictiveKind.Classes
        ? new NumberPrediction(outputs.select(-1, 0), LogScale(outputs, logNoise).exp().expand(outputs.shape[0], outputs.shape[1]))
        : throw new InvalidOperationException("the network predicts classes: call PredictClasses.");

    private static Tensor LogProbability(Tensor outputs, Tensor labels) =>
        nn.functional.log_softmax(outputs, -1).gather(-1, labels.expand(outputs.shape[0], labels.shape[0]).unsqueeze(-1)).squeeze(-1);

    private static Tensor LogScale(Tensor outputs, Tensor? logNoise) => logNoise ?? outputs.select(-1, 1);
}
