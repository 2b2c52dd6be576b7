using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(w_i) = N(0, α_i) with every α_i at its best, α_i = θ_i² + Σ_ii, and so gone: KL = ½ Σ log(θ_i² + Σ_ii) − ½ log det Σ, for independent weights ½ Σ log(1 + θ²/σ²).
/// It is 0 only at θ = 0 (independent weights), where a weight is of no use. The bound is one on the evidence at the α that maximizes it.
/// </summary>
public sealed record ArdPrior : WeightPrior
{
    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random) => weights is MeanFieldWeights independent
        ? nn.functional.softplus(independent.LogAlpha().neg()).sum() / 2
        : ((weights.Mean.square() + weights.Variance()).log().sum() - weights.LogDeterminant()) / 2;
}
