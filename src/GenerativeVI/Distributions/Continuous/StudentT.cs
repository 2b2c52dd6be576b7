using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Student's t in every element: with t = (z − μ)/s, log p(z) = log Γ((ν + 1)/2) − log Γ(ν/2) − ½ log νπ − log s − ½ (ν + 1) log(1 + t²/ν).
/// Sampled as μ + s ε √(ν/2g) with ε ~ N(0, 1) and g ~ Gamma(ν/2, 1), whose gradient in ν is implicit.
/// </summary>
public sealed class StudentT : FactorizedDistribution, IReparameterized, IHasEntropy
{
    private readonly Tensor location;
    private readonly Tensor logDegrees;
    private readonly Tensor logScale;

    /// <summary>By degrees of freedom, location and scale, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="degrees">ν &gt; 0, broadcastable to μ.</param>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ; the variance is s² ν/(ν − 2) for ν &gt; 2.</param>
    public StudentT(Tensor degrees, Tensor location, Tensor scale)
        : this(ScaleOf.Real(degrees, location), location, ScaleOf.Real(scale, location), ScaleOf.Real(degrees, location).log(), ScaleOf.Real(scale, location).log())
    {
    }

    private StudentT(Tensor degrees, Tensor location, Tensor scale, Tensor logDegrees, Tensor logScale)
        : base(location.shape)
    {
        (Degrees, this.location, Scale, this.logDegrees, this.logScale) = (degrees, location, scale, logDegrees, logScale);
    }

    /// <summary>By the logarithms of degrees and scale, as a network gives them.</summary>
    /// <param name="logDegrees">log ν, broadcastable to μ.</param>
    /// <param name="location">μ, [..., D].</param>
    /// <param name="logScale">log s, broadcastable to μ.</param>
    public static StudentT FromLogarithms(Tensor logDegrees, Tensor location, Tensor logScale) => new(logDegrees.exp(), location, logScale.exp(), logDegrees, logScale);

    /// <summary>A t distribution by its natural parameters, checked.</summary>
    /// <param name="degrees">ν &gt; 0, broadcastable to μ.</param>
    /// <param name="location">μ, [..., D], finite.</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static StudentT Of(Tensor degrees, Tensor location, Tensor scale) =>
        new(Domain.Positive(degrees, nameof(degrees)), Domain.Finite(location, nameof(location)), Domain.Positive(scale, nameof(scale)));

    /// <summary>ν.</summary>
    public Tensor Degrees { get; }

    /// <summary>μ; NaN where ν ≤ 1, which has no mean.</summary>
    public override Tensor Mean => location.masked_fill(Degrees.le(1), double.NaN);

    /// <summary>s.</summary>
    public Tensor Scale { get; }

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value)
    {
        var standardized = (value - location) / Scale;
        return LogNormalizer - logScale - (Degrees + 1) * 0.5 * (standardized.square() / Degrees).log1p();
    }

    /// <summary>Σ_d [½ (ν + 1) (ψ((ν + 1)/2) − ψ(ν/2)) + ½ log ν + log B(ν/2, ½) + log s].</summary>
    /// <inheritdoc/>
    public Tensor Entropy()
    {
        var half = Degrees * 0.5;
        return ((half + 0.5) * ((half + 0.5).digamma() - half.digamma()) - LogNormalizer + logScale).expand(Shape).sum(-1);
    }

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape)
    {
        var half = (Degrees * 0.5).expand(Shape);
        var gamma = StandardGamma.Sample(random, half.expand(shape));
        return location + Scale * random.Normal(shape, location.dtype) * (half / gamma).sqrt();
    }

    /// <summary>log Γ((ν + 1)/2) − log Γ(ν/2) − ½ log νπ.</summary>
    private Tensor LogNormalizer => (Degrees * 0.5 + 0.5).lgamma() - (Degrees * 0.5).lgamma() - 0.5 * (logDegrees + Math.Log(Math.PI));
}
