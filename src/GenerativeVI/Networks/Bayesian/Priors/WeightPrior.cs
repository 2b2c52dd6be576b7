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

    /// <summary>Means, variances and divergence in one pass, where the prior has one and the weights fit it; else null.</summary>
    internal virtual JointWeights? Jointly(GaussianWeights weights) => null;
}
