using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>A predictive mixture of S equally likely normals for every row.</summary>
/// <param name="Means">[S, B].</param>
/// <param name="Scales">Their standard deviations, [S, B].</param>
public sealed record NumberPrediction(Tensor Means, Tensor Scales)
{
    /// <summary>The mixture's mean, [B].</summary>
    public Tensor Mean => Means.mean([0L]);

    /// <summary>The variance of the means: what the model does not know, [B].</summary>
    public Tensor Epistemic => Means.var(dim: 0, unbiased: false);

    /// <summary>The mean of the variances: the noise, [B].</summary>
    public Tensor Aleatoric => Scales.square().mean([0L]);

    /// <summary>The mixture's variance, epistemic + aleatoric, [B].</summary>
    public Tensor Variance => Epistemic + Aleatoric;

    /// <summary>The mixture's log-density at targets, [B].</summary>
    /// <param name="targets">[B].</param>
    public Tensor LogDensity(Tensor targets) =>
        LogSpace.LogMeanExp(((targets - Means) / Scales).square() / -2 - Scales.log() - 0.5 * Math.Log(2 * Math.PI), 0);
}
