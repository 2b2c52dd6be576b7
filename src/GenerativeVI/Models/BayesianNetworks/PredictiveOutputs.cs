using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>What the outputs of networks at S draws of their weights say about targets.</summary>
public static class PredictiveOutputs
{
    private const int OneTarget = 1;

    /// <summary>How many outputs a network needs: one a class, one a target, or two a target where the noise depends on
    /// the row.</summary>
    /// <param name="kind">What is predicted.</param>
    /// <param name="classes">C, where classes are.</param>
    /// <param name="targets">T, where numbers are.</param>
    public static long Count(PredictiveKind kind, long classes, long targets = OneTarget) =>
        kind switch { PredictiveKind.Classes => classes, PredictiveKind.Numbers => targets, _ => 2 * targets };

    /// <summary>log p(t|x, W), [S, B], summed over the targets.</summary>
    /// <exception cref="ArgumentException">Labels or targets are missing, or the targets have another shape.</exception>
    internal static Tensor LogDensity(PredictiveKind kind, Tensor outputs, Batch batch, Tensor? logNoise)
    {
        if (kind == PredictiveKind.Classes) return LogProbability(outputs, batch.Label ?? throw new ArgumentException("labels: a network that predicts classes needs them."));
        var (mean, logScale) = Parts(outputs, logNoise);
        var targets = Targets(batch, mean.shape[^1]);
        return (((targets - mean) / logScale.exp()).square() / -2 - logScale - 0.5 * Math.Log(2 * Math.PI)).sum(-1);
    }

    // Hidden units of all draws at all rows may be gigabytes: both predictions free them before they return.

    /// <summary>The predictive probabilities.</summary>
    internal static ClassPrediction Classes(PredictiveKind kind, Func<Tensor> outputs)
    {
        if (kind != PredictiveKind.Classes) throw new InvalidOperationException("the network predicts numbers: call PredictNumbers.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (probability, entropy, aleatoric) = ClassPrediction.Of(nn.functional.softmax(outputs(), -1));
        return new ClassPrediction(probability.MoveToOuterDisposeScope(), entropy.MoveToOuterDisposeScope(), aleatoric.MoveToOuterDisposeScope());
    }

    /// <summary>The predictive mixture of normals: [S, B] for one target, else [S, B, T].</summary>
    internal static NumberPrediction Numbers(PredictiveKind kind, Func<Tensor> outputs, Tensor? logNoise)
    {
        if (kind == PredictiveKind.Classes) throw new InvalidOperationException("the network predicts classes: call PredictClasses.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (mean, logScale) = Parts(outputs(), logNoise);
        var scale = logScale.exp().expand(mean.shape);
        if (mean.shape[^1] == OneTarget) (mean, scale) = (mean.squeeze(-1), scale.squeeze(-1));
        return new NumberPrediction(mean.MoveToOuterDisposeScope(), scale.MoveToOuterDisposeScope());
    }

    private static Tensor Targets(Batch batch, long count)
    {
        var targets = batch.Target ?? throw new ArgumentException(
            "targets: a network that predicts numbers needs them; give them as TensorData.Targets or Batch.Target, float, [N] or [N, T], and x without them.");
        if (targets.dim() == 1) targets = targets.unsqueeze(-1);
        if (targets.dim() != 2 || targets.shape[0] != batch.Value.shape[0] || targets.shape[1] != count)
            throw new ArgumentException($"targets: expected [{batch.Value.shape[0]}, {count}] for a network of {count} predicted numbers, got {Shapes.Text(batch.Target.shape)}.");
        return targets.dtype == batch.Value.dtype ? targets : targets.to_type(batch.Value.dtype);
    }

    private static Tensor LogProbability(Tensor outputs, Tensor labels) =>
        nn.functional.log_softmax(outputs, -1).gather(-1, labels.expand(outputs.shape[0], labels.shape[0]).unsqueeze(-1)).squeeze(-1);

    // Means and log-scales, [S, B, T] and what broadcasts to it.
    private static (Tensor Mean, Tensor LogScale) Parts(Tensor outputs, Tensor? logNoise)
    {
        if (logNoise is not null) return (outputs, logNoise);
        var count = outputs.shape[^1] / 2;
        return (outputs.narrow(-1, 0, count), outputs.narrow(-1, count, count));
    }
}
