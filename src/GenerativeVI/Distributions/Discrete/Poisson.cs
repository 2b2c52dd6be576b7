using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Poisson(λ) in every element: log p(x) = x log λ − λ − log x! for x = 0, 1, 2, … Draws carry no gradient.</summary>
public sealed class Poisson : FactorizedDistribution, IDiscrete
{
    /// <summary>By the rate, unchecked; <see cref="Of"/> checks it.</summary>
    /// <param name="rate">λ &gt; 0, [..., D].</param>
    public Poisson(Tensor rate)
        : this(rate, rate.log())
    {
    }

    private Poisson(Tensor rate, Tensor logRate)
        : base(rate.shape)
    {
        (Rate, LogRate) = (rate, logRate);
    }

    /// <summary>By the logarithm of the rate, as a network gives it.</summary>
    /// <param name="logRate">log λ, [..., D].</param>
    public static Poisson FromLogRate(Tensor logRate) => new(logRate.exp(), logRate);

    /// <summary>A Poisson distribution by its rate, checked.</summary>
    /// <param name="rate">λ &gt; 0, [..., D].</param>
    /// <exception cref="ArgumentException">A rate is not above 0.</exception>
    public static Poisson Of(Tensor rate) => new(Domain.Positive(rate, nameof(rate)));

    /// <summary>λ.</summary>
    public Tensor Rate { get; }

    /// <summary>log λ.</summary>
    public Tensor LogRate { get; }

    /// <summary>λ.</summary>
    public override Tensor Mean => Rate;

    /// <summary>The log-mass; −∞ where a value is negative or not whole.</summary>
    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) => Support.Restrict(value, Support.NoCount(value), 0, inside =>
        inside * LogRate - Rate - (inside + 1).lgamma());

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => random.Poisson(Rate.detach().expand(shape));
}
