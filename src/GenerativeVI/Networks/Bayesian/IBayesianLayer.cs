namespace GenerativeVI.Networks;

/// <summary>A layer whose weights have a posterior.</summary>
public interface IBayesianLayer
{
    /// <summary>q(W), [O, I].</summary>
    GaussianWeights Weights { get; }

    /// <summary>How forward passes treat q(W).</summary>
    WeightEvaluation Evaluation { get; set; }

    /// <summary>KL(q(W) ‖ p(W)) under the layer's prior, nats, a scalar; an unbiased estimate or an approximation where the prior says so.</summary>
    Tensor Divergence();
}
