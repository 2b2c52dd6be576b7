using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>p(w) = N(0, s²) for every weight: KL = ½ Σ [(θ² + Σ_ii)/s² − 1 + log s²] − ½ log det Σ.</summary>
/// <param name="Scale">s above 0.</param>
public sealed record GaussianPrior(double Scale) : WeightPrior
{
    /// <summary>s.</summary>
    public double Scale { get; } = Scale > 0 ? Scale : throw new ArgumentOutOfRangeException(nameof(Scale), $"prior scale: expected above 0, got {Scale}.");

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random)
    {
        var moment = (weights.Mean.square() + weights.Variance()).sum() / (Scale * Scale);
        return (moment - weights.LogDeterminant() + weights.Mean.NumberOfElements * (2 * Math.Log(Scale) - 1)) / 2;
    }
}
