using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Gamma(a, β) in every element: log p(z) = a log β + (a − 1) log z − βz − log Γ(a) for z &gt; 0. Sampled as g/β with g ~ Gamma(a, 1), whose gradient in a is the implicit
/// ∂g/∂a = −∂_a F(g; a)/p(g; a) (Figurnov+ 2018, eq. 5).
/// </summary>
/// <param name="logConcentration">log a, [..., D].</param>
/// <param name="logRate">log β, broadcastable to log a.</param>
public sealed class Gamma(Tensor logConcentration, Tensor logRate) : FactorizedDistribution(logConcentration.shape), IReparameterized, IHasEntropy, IHasCdf
{
    /// <summary>A gamma distribution by its natural parameters, checked.</summary>
    /// <param name="concentration">a &gt; 0, [..., D].</param>
    /// <param name="rate">β &gt; 0, broadcastable to a.</param>
    /// <exception cref="ArgumentException">A parameter is not above 0.</exception>
    public static Gamma Of(Tensor concentration, Tensor rate) => new(Domain.Positive(concentration, nameof(concentration)).log(), Domain.Positive(rate, nameof(rate)).log());

    /// <summary>a.</summary>
    public Tensor Concentration { get; } = logConcentration.exp();

    /// <summary>β.</summary>
    public Tensor Rate { get; } = logRate.exp();

    /// <summary>log β.</summary>
    public Tensor LogRate => logRate;

    /// <summary>a/β.</summary>
    public override Tensor Mean => (logConcentration - logRate).exp();

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, value.le(0), 1, inside =>
        Concentration * logRate + (Concentration - 1) * inside.log() - Rate * inside - Concentration.lgamma());

    /// <summary>The regularized incomplete gamma function P(a, βz).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => StandardGamma.Cdf(Concentration, Rate * value.clamp_min(0));

    /// <summary>Σ_d [a − log β + log Γ(a) + (1 − a) ψ(a)].</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (Concentration - logRate + Concentration.lgamma() + (1 - Concentration) * Concentration.digamma()).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => StandardGamma.Sample(random, Concentration.expand(shape)) / Rate;
}
