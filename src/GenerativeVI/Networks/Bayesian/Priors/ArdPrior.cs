using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// p(w_i) = N(w̃_i, α_i), w̃ = 0 unless said, with every α_i at its best, α_i = (θ_i − w̃_i)² + Σ_ii, and so gone: KL = ½ Σ log((θ_i − w̃_i)² + Σ_ii) − ½ log det Σ, for independent weights
/// ½ Σ log(1 + (θ − w̃)²/σ²). It is 0 only at θ = w̃ (independent weights), where a weight is of no use. The bound is one on the evidence at the α that maximizes it.
/// </summary>
public sealed record ArdPrior : WeightPrior
{
    /// <summary>w̃ of every weight, [O, I] as the posterior's mean, a Bayesian bias in the last column, or a scalar; 0 when null.</summary>
    public Tensor? Mean { get; init; }

    /// <summary>Whether all weights of a layer share one α, the mean of those: a layer's scale by empirical Bayes instead of sparsity.</summary>
    public bool IsGrouped { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">w̃ has another shape.</exception>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random)
    {
        if (Mean is null && !IsGrouped && weights is MeanFieldWeights independent) return nn.functional.softplus(independent.LogAlpha().neg()).sum() / 2;
        var moment = PriorMeans.From(weights, Mean, learned: false).square() + weights.Variance();
        var logs = IsGrouped ? moment.mean().log() * moment.NumberOfElements : moment.log().sum();
        return (logs - weights.LogDeterminant()) / 2;
    }
}
