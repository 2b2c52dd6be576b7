using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Independent Bernoulli variables over the last axis by their logits l = log p/(1 − p): log p(x) = Σ_d [x_d l_d − softplus(l_d)].
/// For grey values x in [0, 1] the same expression is the mean of log p over the images that x binarizes to.
/// </summary>
public sealed class Bernoulli : IFactorized, IHasEntropy, IDiscrete
{
    private readonly LinearLogits? layer;
    private Tensor? logits;

    /// <summary>Bernoulli variables by their logits.</summary>
    /// <param name="logits">l, [..., D].</param>
    public Bernoulli(Tensor logits)
    {
        this.logits = logits;
    }

    /// <summary>Bernoulli variables whose logits are a linear layer of features: they are made when asked for, and the log-density need not ask.</summary>
    internal Bernoulli(LinearLogits layer)
    {
        this.layer = layer;
    }

    /// <summary>Bernoulli variables by their probabilities, checked.</summary>
    /// <param name="probabilities">p in (0, 1), [..., D].</param>
    /// <exception cref="ArgumentException">An element is not between 0 and 1.</exception>
    public static Bernoulli Of(Tensor probabilities)
    {
        Domain.Probability(probabilities, nameof(probabilities));
        return new(probabilities.log() - (-probabilities).log1p());
    }

    /// <summary>l, [..., D].</summary>
    public Tensor Logits => logits ??= layer!.Logits();

    /// <summary>p = σ(l).</summary>
    public Tensor Mean => Logits.sigmoid();

    /// <summary>The axes of the logits without the event axis.</summary>
    public long[] BatchShape => layer?.BatchShape ?? Logits.shape[..^1];

    /// <summary>Zeros and ones in the type of the logits; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(random.Bernoulli(Mean.detach().expand([.. shape, .. Logits.shape])));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">On a CPU: an element is outside [0, 1].</exception>
    public Tensor LogDensity(Tensor value) => layer is not null && logits is null
        ? layer.LogDensity(Domain.Intensity(value))
        : BernoulliLogits.LogDensity(Logits, Domain.Intensity(value));

    /// <inheritdoc/>
    public Tensor LogDensityByElement(Tensor value) => value * nn.functional.logsigmoid(Logits) + (1 - value) * nn.functional.logsigmoid(-Logits);

    /// <summary>−Σ_d [p log p + (1 − p) log(1 − p)].</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => -LogDensityByElement(Mean).sum(-1);
}
