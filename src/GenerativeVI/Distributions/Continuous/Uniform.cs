using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>U[a, b) in every element: log p(z) = −log(b − a) inside and −∞ outside. Sampled as a + (b − a) u, so gradients pass through.</summary>
public sealed class Uniform : FactorizedDistribution, IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    private readonly Tensor width;

    /// <summary>A uniform distribution.</summary>
    /// <param name="low">a, [..., D], finite.</param>
    /// <param name="high">b &gt; a, of the shape of a.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or b ≤ a somewhere.</exception>
    public Uniform(Tensor low, Tensor high)
        : base(low.shape)
    {
        (Low, High, width) = (Domain.Finite(low, nameof(low)), Domain.Finite(high, nameof(high)), high - low);
        Domain.Require(High, width.gt(0), nameof(high), "above low");
    }

    /// <summary>a.</summary>
    public Tensor Low { get; }

    /// <summary>b.</summary>
    public Tensor High { get; }

    /// <summary>(a + b)/2.</summary>
    public override Tensor Mean => (Low + High) * 0.5;

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) =>
        Support.Restrict(value, value.lt(Low).logical_or(value.ge(High)), 0, inside => -width.log() + inside * 0);

    /// <summary>(z − a)/(b − a), held to [0, 1].</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => ((value - Low) / width).clamp(0.0, 1.0);

    /// <summary>a + (b − a) u.</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => Low + width * probability;

    /// <summary>Σ_d log(b_d − a_d): negative where the interval is shorter than 1.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => width.log().sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.Uniform(shape, Low.dtype));
}
