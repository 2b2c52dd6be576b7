using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Logistic(μ, s) in every element: with t = (z − μ)/s, log p(z) = log σ(t) + log σ(−t) − log s. Sampled by its inverse distribution function.</summary>
public sealed class Logistic : FactorizedDistribution, IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    private readonly Tensor location;
    private readonly Tensor logScale;

    /// <summary>By location and scale, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ; the standard deviation is π s/√3.</param>
    public Logistic(Tensor location, Tensor scale)
        : this(location, ScaleOf.Real(scale, location), ScaleOf.Real(scale, location).log())
    {
    }

    private Logistic(Tensor location, Tensor scale, Tensor logScale)
        : base(location.shape)
    {
        (this.location, Scale, this.logScale) = (location, scale, logScale);
    }

    /// <summary>By the logarithm of the scale, as a network gives it.</summary>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="logScale">log s, broadcastable to μ.</param>
    public static Logistic FromLogScale(Tensor location, Tensor logScale) => new(location, logScale.exp(), logScale);

    /// <summary>A logistic distribution by its natural parameters, checked.</summary>
    /// <param name="location">μ, [..., D], finite.</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static Logistic Of(Tensor location, Tensor scale) => new(Domain.Finite(location, nameof(location)), Domain.Positive(scale, nameof(scale)));

    /// <summary>μ.</summary>
    public override Tensor Mean => location;

    /// <summary>s.</summary>
    public Tensor Scale { get; }

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value)
    {
        var standardized = (value - location) / Scale;
        return nn.functional.logsigmoid(standardized) + nn.functional.logsigmoid(-standardized) - logScale;
    }

    /// <summary>σ(t).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => ((value - location) / Scale).sigmoid();

    /// <summary>μ + s log(u/(1 − u)).</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => location + Scale * (probability.log() - (-probability).log1p());

    /// <summary>Σ_d (2 + log s_d).</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (logScale + 2).expand(Shape).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.OpenUniform(shape, location.dtype));
}
