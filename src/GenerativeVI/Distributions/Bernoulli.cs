using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Independent Bernoulli variables over the last axis by their logits l = log p/(1 − p): log p(x) = Σ_d [x_d l_d − softplus(l_d)].
/// For grey values x in [0, 1] the same expression is the mean of log p over the images that x binarizes to.
/// </summary>
/// <param name="logits">l, [..., D].</param>
public sealed class Bernoulli(Tensor logits) : IDistribution, IHasMean
{
    /// <summary>l, [..., D].</summary>
    public Tensor Logits { get; } = logits;

    /// <summary>p = σ(l).</summary>
    public Tensor Mean => Logits.sigmoid();

    /// <summary>The axes of the logits without the event axis.</summary>
    public long[] BatchShape => Logits.shape[..^1];

    /// <summary>Zeros and ones in the type of the logits; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(random.Bernoulli(Mean.detach().expand([.. shape, .. Logits.shape])));

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => BernoulliLogits.LogDensity(Logits, value);
}
