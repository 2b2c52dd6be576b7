using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A prior p(W) over the weights of a layer, told by its KL from a Gaussian posterior.</summary>
public abstract record WeightPrior
{
    /// <summary>Whether the divergence is exact or an unbiased estimate. Where it is not, no bound made of it guarantees anything.</summary>
    public virtual bool IsHonest => true;

    /// <summary>KL(q(W) ‖ p(W)), nats, a scalar.</summary>
    /// <param name="weights">q(W).</param>
    /// <param name="random">The stream of a draw, where the KL has no closed form.</param>
    /// <exception cref="ArgumentException">The prior has no KL from this family.</exception>
    public abstract Tensor Divergence(GaussianWeights weights, RandomStream random);

    /// <summary>The prior of a layer whose outputs have so many inputs each.</summary>
    internal virtual WeightPrior For(long inputs) => this;

    /// <summary>The passes over independent weights, where the KL is a sum over them; else null.</summary>
    internal virtual JointPass? Pass => null;

    /// <summary>Means, variances and divergence in one pass, where the prior has one and the weights fit it; else null.</summary>
    internal JointWeights? Jointly(GaussianWeights weights) => weights is MeanFieldWeights independent && WeightPass.Fits(independent) ? Pass?.Weights(independent) : null;

    /// <summary>A layer's draws and divergence in one operation, where the prior has its passes and the weights fit them; else null.</summary>
    internal (Tensor Output, Tensor Divergence)? Noisily(Tensor input, GaussianWeights weights, Tensor? bias, RandomStream random) =>
        weights is MeanFieldWeights independent && WeightPass.Fits(independent) && FloatSpans.FitsWhenContiguous(input) ? Pass?.Noisy(input, independent, bias, random) : null;
}
