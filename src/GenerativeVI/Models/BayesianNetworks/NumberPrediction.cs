using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>A predictive mixture of S equally likely normals for every row.</summary>
/// <param name="Means">[S, B], or [S, B, T] of several targets.</param>
/// <param name="Scales">Their standard deviations, of the same shape.</param>
public sealed record NumberPrediction(Tensor Means, Tensor Scales)
{
    /// <summary>The mixture's mean, [B].</summary>
    public Tensor Mean => Means.mean([0L]);

    /// <summary>The variance of the means: what the model does not know, [B].</summary>
    public Tensor Epistemic => Means.Variance(0, unbiased: false);

    /// <summary>The mean of the variances: the noise, [B].</summary>
    public Tensor Aleatoric => Scales.square().mean([0L]);

    /// <summary>The mixture's variance, epistemic + aleatoric, [B].</summary>
    public Tensor Variance => Epistemic + Aleatoric;

    /// <summary>The mixture's log-density at targets, [B]: of all targets of a row together.</summary>
    /// <param name="targets">[B], or [B, T].</param>
    /// <exception cref="ArgumentException">The targets have another shape.</exception>
    public Tensor LogDensity(Tensor targets)
    {
        var rows = Means.shape.AsSpan()[1..];
        if (!targets.shape.AsSpan().SequenceEqual(rows)) throw new ArgumentException($"targets: expected {Shapes.Text(rows)}, got {Shapes.Text(targets.shape)}.", nameof(targets));
        var byTarget = ((targets - Means) / Scales).square() / -2 - Scales.log() - 0.5 * Math.Log(2 * Math.PI);
        return LogSpace.LogMeanExp(Means.dim() == 2 ? byTarget : byTarget.sum(-1), 0);
    }
}
