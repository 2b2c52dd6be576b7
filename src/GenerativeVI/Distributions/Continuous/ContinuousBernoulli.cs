using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// The continuous Bernoulli distribution of values in [0, 1] by its logits l: log p(x) = x l − log Z(l), Z(l) = (eˡ − 1)/l. Unlike the Bernoulli mass at grey values,
/// it is a density (Loaiza-Ganem &amp; Cunningham 2019). Sampled by its inverse distribution function.
/// </summary>
/// <param name="logits">l, [..., D]; 0 is the uniform distribution.</param>
public sealed class ContinuousBernoulli(Tensor logits) : FactorizedDistribution(logits.shape), IReparameterized, IHasEntropy, IHasQuantile
{
    // log Z and its relatives divide by l; below this they are summed as series.
    private const double Small = 0.05;

    /// <summary>A continuous Bernoulli distribution by its parameter λ, the mean that a Bernoulli would have, checked.</summary>
    /// <param name="probabilities">λ in (0, 1), [..., D].</param>
    /// <exception cref="ArgumentException">An element is not between 0 and 1.</exception>
    public static ContinuousBernoulli Of(Tensor probabilities)
    {
        Domain.Probability(probabilities, nameof(probabilities));
        return new(probabilities.log() - (-probabilities).log1p());
    }

    /// <summary>l.</summary>
    public Tensor Logits => logits;

    /// <summary>E x = 1/(1 − e⁻ˡ) − 1/l, between ½ and the sharper σ(l).</summary>
    public override Tensor Mean
    {
        get
        {
            // ½ + ½ (coth h − 1/h) with h = l/2, which is h/3 − h³/45 + … near 0.
            var (small, safe) = Split();
            var square = logits.square();
            var series = 0.5 + logits * (1.0 / 12 - square * (1.0 / 720 - square * (1.0 / 30240 - square / 1209600)));
            return where(small, series, -1 / (-safe).expm1() - 1 / safe);
        }
    }

    /// <summary>log Z(l) = l/2 + log(sinh(l/2)/(l/2)).</summary>
    public Tensor LogNormalizer
    {
        get
        {
            var (small, safe) = Split();
            var square = logits.square();
            var series = square * (1.0 / 24 - square * (1.0 / 2880 - square * (1.0 / 181440 - square / 9676800)));
            var magnitude = safe.abs();
            return logits * 0.5 + where(small, series, magnitude * 0.5 - magnitude.log() + (-(-magnitude).expm1()).log());
        }
    }

    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value) =>
        Support.Restrict(value, value.lt(0).logical_or(value.gt(1)), 0, inside => inside * logits - LogNormalizer);

    /// <summary>log(1 − u + u eˡ)/l.</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability)
    {
        var (small, safe) = Split();
        // The cumulants of a Bernoulli(u) variable: its cumulant generating function at l, divided by l.
        var variance = probability * (1 - probability);
        var skew = 1 - 2 * probability;
        var series = probability + logits * variance
            * (0.5 + logits * (skew / 6 + logits * ((1 - 6 * variance) / 24 + logits * (skew * (1 - 12 * variance) / 120 + logits * (1 - 30 * variance + 120 * variance.square()) / 720))));
        // Mirrored for l > 0, so that no exponential overflows.
        var down = -safe.abs();
        var positive = safe.gt(0);
        var lower = (where(positive, 1 - probability, probability) * down.expm1()).log1p() / down;
        return where(small, series, where(positive, 1 - lower, lower));
    }

    /// <summary>Σ_d (log Z(l_d) − l_d E x_d).</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => (LogNormalizer - logits * Mean).sum(-1);

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape) => Quantile(random.OpenUniform(shape, logits.dtype));

    /// <summary>Where l is small, and l with those elements replaced by 1, so that the other branch has a finite gradient there.</summary>
    private (Tensor Small, Tensor Safe) Split()
    {
        var small = logits.abs().lt(Small);
        return (small, logits.masked_fill(small, 1));
    }
}
