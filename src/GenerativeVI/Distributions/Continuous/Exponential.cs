using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Exp(λ) in every element: log p(z) = log λ − λz for z ≥ 0. Sampled by its inverse distribution function.</summary>
/// <param name="logRate">log λ, [..., D].</param>
public sealed class Exponential(Tensor logRate) : FactorizedDistribution(logRate.shape), IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    /// <summary>An exponential distribution by its rate, checked.</summary>
    /// <param name="rate">λ &gt; 0, [..., D].</param>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    public static Exponential Of(Tensor rate) => new(Domain.Positive(rate, nameof(rate)).log());

    /// <summary>λ.</summary>
    public Tensor Rate { get; } = logRate.exp();

    /// <summary>log λ.</summary>
    public Tensor LogRate => logRate;

    /// <summary>1/λ.</summary>
    public override Tensor Mean => (-logRate).exp();

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, value.lt(0), 0, inside => logRate - Rate * inside);

    /// <summary>1 − e^(−λz).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => -(-Rate * value.clamp_min(0)).expm1();

    /// <summary>−log(1 − u)/λ.</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => -(-probability).log1p() / Rate;

    /// <summary>Σ_d (1 − log λ_d).</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (1 - logRate).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.OpenUniform(shape, logRate.dtype));
}
