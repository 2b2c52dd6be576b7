namespace GenerativeVI.Networks;

/// <summary>All that a step needs of a layer's mean-field posterior, of one look at its weights.</summary>
/// <param name="Mean">θ, [O, I].</param>
/// <param name="Variance">σ², [O, I].</param>
/// <param name="Divergence">KL(q(W) ‖ p(W)), nats, a scalar.</param>
internal sealed record JointWeights(Tensor Mean, Tensor Variance, Tensor Divergence);

/// <summary>A layer that gives its output and its divergence together, for less than one after the other.</summary>
internal interface IJointLayer
{
    /// <summary>What forward and Divergence would give.</summary>
    (Tensor Output, Tensor Divergence) CallJointly(Tensor input);
}
