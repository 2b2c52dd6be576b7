using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(w) = N(0, C²/n) for every weight of a layer whose outputs have n inputs each: what goes in comes out with the same
/// variance, up to C², however wide the layer is (Neal 1996).
/// </summary>
/// <param name="Scale">C above 0; 1 by default.</param>
public sealed record ScaledGaussianPrior(double Scale = 1) : WeightPrior
{
    /// <summary>C.</summary>
    public double Scale { get; } = Scale > 0
        ? Scale
        : throw new ArgumentOutOfRangeException(nameof(Scale), $"prior scale: expected above 0, got {Scale}.");

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random) =>
        For(weights.Mean.shape[^1]).Divergence(weights, random);

    internal override WeightPrior For(long inputs) => new GaussianPrior(Scale / Math.Sqrt(inputs));
}
