using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Exp(λ) in every element: log p(z) = log λ − λz for z ≥ 0. Sampled by its inverse distribution function.</summary>
public sealed class Exponential : FactorizedDistribution, IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    /// <summary>By the rate, unchecked; <see cref="Of"/> checks it.</summary>
    /// <param name="rate">λ &gt; 0, [..., D].</param>
    public Exponential(Tensor rate)
        : this(rate, rate.log())
    {
    }

    private Exponential(Tensor rate, Tensor logRate)
        : base(rate.shape)
    {
        (Rate, LogRate) = (rate, logRate);
    }

    /// <summary>By the logarithm of the rate, as a network gives it.</summary>
    /// <param name="logRate">log λ, [..., D].</param>
    public static Exponential FromLogRate(Tensor logRate) => new(logRate.exp(), logRate);

    /// <summary>An exponential distribution by its rate, checked.</summary>
    /// <param name="rate">λ &gt; 0, [..., D].</param>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    public static Exponential Of(Tensor rate) => new(Domain.Positive(rate, nameof(rate)));

    /// <summary>λ.</summary>
    public Tensor Rate { get; }

    /// <summary>log λ.</summary>
    public Tensor LogRate { get; }

    /// <summary>1/λ.</summary>
    public override Tensor Mean => (-LogRate).exp();

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, value.lt(0), 0, inside => LogRate - Rate * inside);

    /// <summary>1 − e^(−λz).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => -(-Rate * value.clamp_min(0)).expm1();

    /// <summary>−log(1 − u)/λ.</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => -(-probability).log1p() / Rate;

    /// <summary>Σ_d (1 − log λ_d).</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (1 - LogRate).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.OpenUniform(shape, LogRate.dtype));
}
