using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Beta(a, b) in every element: log p(z) = (a − 1) log z + (b − 1) log(1 − z) − log B(a, b) for 0 &lt; z &lt; 1. Sampled as g/(g + h) with g ~ Gamma(a, 1), h ~ Gamma(b, 1),
/// by their logarithms, so that small concentrations do not underflow; gradients come through the two gamma variables.
/// </summary>
public sealed class Beta : FactorizedDistribution, IReparameterized, IHasEntropy
{
    private readonly Tensor logConcentration1;
    private readonly Tensor logConcentration0;

    /// <summary>By its two concentrations, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="concentration1">a &gt; 0, [..., D].</param>
    /// <param name="concentration0">b &gt; 0, of the shape of a.</param>
    public Beta(Tensor concentration1, Tensor concentration0)
        : this(concentration1, ScaleOf.Real(concentration0, concentration1), concentration1.log(), ScaleOf.Real(concentration0, concentration1).log())
    {
    }

    private Beta(Tensor concentration1, Tensor concentration0, Tensor logConcentration1, Tensor logConcentration0)
        : base(concentration1.shape)
    {
        (Concentration1, Concentration0, this.logConcentration1, this.logConcentration0) = (concentration1, concentration0, logConcentration1, logConcentration0);
    }

    /// <summary>By the logarithms of its concentrations, as a network gives them.</summary>
    /// <param name="logConcentration1">log a, [..., D].</param>
    /// <param name="logConcentration0">log b, of the shape of log a.</param>
    public static Beta FromLogarithms(Tensor logConcentration1, Tensor logConcentration0) =>
        new(logConcentration1.exp(), logConcentration0.exp(), logConcentration1, logConcentration0);

    /// <summary>A beta distribution by its natural parameters, checked.</summary>
    /// <param name="concentration1">a &gt; 0, [..., D].</param>
    /// <param name="concentration0">b &gt; 0, of the shape of a.</param>
    /// <exception cref="ArgumentException">A parameter is not above 0.</exception>
    public static Beta Of(Tensor concentration1, Tensor concentration0) => new(Domain.Positive(concentration1, nameof(concentration1)), Domain.Positive(concentration0, nameof(concentration0)));

    /// <summary>a.</summary>
    public Tensor Concentration1 { get; }

    /// <summary>b.</summary>
    public Tensor Concentration0 { get; }

    /// <summary>a/(a + b).</summary>
    public override Tensor Mean => (logConcentration1 - logConcentration0).sigmoid();

    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), [..., D].</summary>
    public Tensor LogNormalizer => Concentration1.lgamma() + Concentration0.lgamma() - (Concentration1 + Concentration0).lgamma();

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, value.le(0).logical_or(value.ge(1)), 0.5, inside =>
        (Concentration1 - 1) * inside.log() + (Concentration0 - 1) * (-inside).log1p() - LogNormalizer);

    /// <summary>Σ_d [log B(a, b) − (a − 1) ψ(a) − (b − 1) ψ(b) + (a + b − 2) ψ(a + b)].</summary>
    /// <inheritdoc/>
    public Tensor Entropy()
    {
        var total = Concentration1 + Concentration0;
        return (LogNormalizer - (Concentration1 - 1) * Concentration1.digamma() - (Concentration0 - 1) * Concentration0.digamma() + (total - 2) * total.digamma()).sum(-1);
    }

    /// <summary>Draws with their log-density, which is computed before they are rounded: with small concentrations many are next to 0 or 1.</summary>
    /// <inheritdoc/>
    public override Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var logits = Logits(random, [.. shape, .. Shape]);
        var logDensity = (Concentration1 - 1) * nn.functional.logsigmoid(logits) + (Concentration0 - 1) * nn.functional.logsigmoid(-logits) - LogNormalizer;
        return new Draw(logits.sigmoid(), LogDensity: logDensity.sum(-1));
    }

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Logits(random, shape).sigmoid();

    // log z/(1 − z) = log g − log h.
    private Tensor Logits(RandomStream random, long[] shape) =>
        StandardGamma.SampleLog(random, Concentration1.expand(shape)) - StandardGamma.SampleLog(random, Concentration0.expand(shape));
}
