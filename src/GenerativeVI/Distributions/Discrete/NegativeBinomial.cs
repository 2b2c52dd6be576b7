using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Counts that spread more than Poisson ones, in every element: log p(x) = log Γ(x + r) − log Γ(r) − log x! + r log(r/(r
/// + μ)) + x log(μ/(r + μ)) for x = 0, 1, 2, …, with mean μ and variance μ + μ²/r. It is a Poisson distribution whose
/// rate is drawn from Gamma(r, r/μ), and Poisson(μ) as r → ∞. Draws carry no gradient.
/// </summary>
public sealed class NegativeBinomial : FactorizedDistribution, IDiscrete
{
    // From here on Stirling's series to two terms leaves less than 10⁻⁷ of log Γ.
    private const double Large = 32;

    /// <summary>By mean and concentration, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="mean">μ &gt; 0, [..., D].</param>
    /// <param name="concentration">r &gt; 0, broadcastable to μ; also called the inverse dispersion.</param>
    public NegativeBinomial(Tensor mean, Tensor concentration)
        : this(mean, ScaleOf.Real(concentration, mean), mean.log(), ScaleOf.Real(concentration, mean).log())
    {
    }

    private NegativeBinomial(Tensor mean, Tensor concentration, Tensor logMean, Tensor logConcentration)
        : base(mean.shape)
    {
        (Mean, Concentration, LogMean, LogConcentration) = (mean, concentration, logMean, logConcentration);
    }

    /// <summary>By the logarithms of both parameters, as a network gives them.</summary>
    /// <param name="logMean">log μ, [..., D].</param>
    /// <param name="logConcentration">log r, broadcastable to log μ.</param>
    public static NegativeBinomial FromLogarithms(Tensor logMean, Tensor logConcentration) =>
        new(logMean.exp(), logConcentration.exp(), logMean, logConcentration);

    /// <summary>A negative binomial distribution by its natural parameters, checked.</summary>
    /// <param name="mean">μ &gt; 0, [..., D].</param>
    /// <param name="concentration">r &gt; 0, broadcastable to μ.</param>
    /// <exception cref="ArgumentException">A parameter is not above 0.</exception>
    public static NegativeBinomial Of(Tensor mean, Tensor concentration) =>
        new(Domain.Positive(mean, nameof(mean)), Domain.Positive(concentration, nameof(concentration)));

    /// <summary>μ.</summary>
    public override Tensor Mean { get; }

    /// <summary>r.</summary>
    public Tensor Concentration { get; }

    /// <summary>log μ.</summary>
    public Tensor LogMean { get; }

    /// <summary>log r.</summary>
    public Tensor LogConcentration { get; }

    /// <summary>The log-mass; −∞ where a value is negative or not whole.</summary>
    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) =>
        Support.Restrict(value, Support.NoCount(value), 0, x =>
        {
            var r = Concentration;
            var excess = (LogMean - LogConcentration).logaddexp(zeros_like(LogMean)); // log(1 + μ/r), large μ/r too
            // What a count shares with a Poisson one, and what r adds to it, small where r is large: log Γ(x + r) − log
            // Γ(r) is written so that nothing of the size of r log r is taken from its like.
            var common = x * LogMean - (x + 1).lgamma() - (x + r) * excess;
            var (small, large) = (r.clamp_max(Large), r.clamp_min(Large));
            var exact = (x + small).lgamma() - small.lgamma() - x * LogConcentration.clamp_max(Math.Log(Large));
            var series = (x + large - 0.5) * (x / large).log1p() - x
                + ((x + large).reciprocal() - large.reciprocal()) / 12;
            return common + where(r.gt(Large).expand_as(exact), series, exact);
        });

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape)
    {
        var (mean, concentration) = (Mean.detach().expand(shape), Concentration.detach().expand(shape));
        return random.Poisson(random.Gamma(concentration) * mean / concentration);
    }
}
