using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Prior means of weights.</summary>
internal static class PriorMeans
{
    /// <summary>θ − w̃, [O, I].</summary>
    /// <param name="weights">q(W).</param>
    /// <param name="mean">w̃; 0 when null.</param>
    /// <param name="learned">Whether w̃ is the mean of θ instead, where the KL is least.</param>
    public static Tensor From(GaussianWeights weights, Tensor? mean, bool learned)
    {
        if (learned && mean is not null) throw new ArgumentException("prior mean: it is either given or learned; leave one out.");
        if (learned) return weights.Mean - weights.Mean.mean();
        if (mean is null) return weights.Mean;
        if (mean.dim() > 0) Shapes.Require(mean, "prior mean", weights.Mean.shape[0], weights.Mean.shape[1]);
        return weights.Mean - mean;
    }
}
