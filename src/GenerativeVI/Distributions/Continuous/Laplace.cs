using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Laplace(μ, b) in every element: log p(z) = −|z − μ|/b − log 2b. Sampled by its inverse distribution function.</summary>
public sealed class Laplace : FactorizedDistribution, IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    private readonly Tensor location;
    private readonly Tensor logScale;

    /// <summary>By location and scale, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="scale">b &gt; 0, broadcastable to μ; the standard deviation is √2 b.</param>
    public Laplace(Tensor location, Tensor scale)
        : this(location, ScaleOf.Real(scale, location), ScaleOf.Real(scale, location).log())
    {
    }

    private Laplace(Tensor location, Tensor scale, Tensor logScale)
        : base(location.shape)
    {
        (this.location, Scale, this.logScale) = (location, scale, logScale);
    }

    /// <summary>By the logarithm of the scale, as a network gives it.</summary>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="logScale">log b, broadcastable to μ.</param>
    public static Laplace FromLogScale(Tensor location, Tensor logScale) => new(location, logScale.exp(), logScale);

    /// <summary>A Laplace distribution by its natural parameters, checked.</summary>
    /// <param name="location">μ, [..., D], finite.</param>
    /// <param name="scale">b &gt; 0, broadcastable to μ.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static Laplace Of(Tensor location, Tensor scale) => new(Domain.Finite(location, nameof(location)), Domain.Positive(scale, nameof(scale)));

    /// <summary>μ.</summary>
    public override Tensor Mean => location;

    /// <summary>b.</summary>
    public Tensor Scale { get; }

    /// <summary>log b.</summary>
    public Tensor LogScale => logScale;

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => -(value - location).abs() / Scale - logScale - Math.Log(2);

    /// <summary>½ − ½ sgn(z − μ) (exp(−|z − μ|/b) − 1).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value)
    {
        var standardized = (value - location) / Scale;
        return 0.5 - 0.5 * standardized.sign() * (-standardized.abs()).expm1();
    }

    /// <summary>μ − b sgn(u − ½) log(1 − 2 |u − ½|).</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability)
    {
        var centered = probability - 0.5;
        return location - Scale * centered.sign() * (-2 * centered.abs()).log1p();
    }

    /// <summary>Σ_d (1 + log 2b_d).</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (logScale + 1 + Math.Log(2)).expand(Shape).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.OpenUniform(shape, location.dtype));
}
