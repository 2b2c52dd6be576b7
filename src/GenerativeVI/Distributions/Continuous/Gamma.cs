using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Gamma(a, β) in every element: log p(z) = a log β + (a − 1) log z − βz − log Γ(a) for z &gt; 0. Sampled as g/β with g ~ Gamma(a, 1), whose gradient in a is the implicit
/// ∂g/∂a = −∂_a F(g; a)/p(g; a) (Figurnov+ 2018, eq. 5).
/// </summary>
public sealed class Gamma : FactorizedDistribution, IReparameterized, IHasEntropy, IHasCdf
{
    private readonly Tensor logConcentration;

    /// <summary>By concentration and rate, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="concentration">a &gt; 0, [..., D].</param>
    /// <param name="rate">β &gt; 0, broadcastable to a; the scale is 1/β.</param>
    public Gamma(Tensor concentration, Tensor rate)
        : this(concentration, ScaleOf.Real(rate, concentration), concentration.log(), ScaleOf.Real(rate, concentration).log())
    {
    }

    private Gamma(Tensor concentration, Tensor rate, Tensor logConcentration, Tensor logRate)
        : base(concentration.shape)
    {
        (Concentration, Rate, this.logConcentration, LogRate) = (concentration, rate, logConcentration, logRate);
    }

    /// <summary>By the logarithms of both parameters, as a network gives them.</summary>
    /// <param name="logConcentration">log a, [..., D].</param>
    /// <param name="logRate">log β, broadcastable to log a.</param>
    public static Gamma FromLogarithms(Tensor logConcentration, Tensor logRate) => new(logConcentration.exp(), logRate.exp(), logConcentration, logRate);

    /// <summary>A gamma distribution by its natural parameters, checked.</summary>
    /// <param name="concentration">a &gt; 0, [..., D].</param>
    /// <param name="rate">β &gt; 0, broadcastable to a.</param>
    /// <exception cref="ArgumentException">A parameter is not above 0.</exception>
    public static Gamma Of(Tensor concentration, Tensor rate) => new(Domain.Positive(concentration, nameof(concentration)), Domain.Positive(rate, nameof(rate)));

    /// <summary>a.</summary>
    public Tensor Concentration { get; }

    /// <summary>β.</summary>
    public Tensor Rate { get; }

    /// <summary>log β.</summary>
    public Tensor LogRate { get; }

    /// <summary>a/β.</summary>
    public override Tensor Mean => (logConcentration - LogRate).exp();

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, value.le(0), 1, inside =>
        Concentration * LogRate + (Concentration - 1) * inside.log() - Rate * inside - Concentration.lgamma());

    /// <summary>The regularized incomplete gamma function P(a, βz).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => StandardGamma.Cdf(Concentration, Rate * value.clamp_min(0));

    /// <summary>Σ_d [a − log β + log Γ(a) + (1 − a) ψ(a)].</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (Concentration - LogRate + Concentration.lgamma() + (1 - Concentration) * Concentration.digamma()).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => StandardGamma.Sample(random, Concentration.expand(shape)) / Rate;
}
