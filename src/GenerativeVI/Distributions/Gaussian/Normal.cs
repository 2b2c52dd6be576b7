using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// N(μ, diag σ²) over the last axis: log p(z) = −½ Σ_d [((z_d − μ_d)/σ_d)² + 2 log σ_d + log 2π]. Sampled by z = μ + σε, so gradients pass through.
/// </summary>
public sealed class Normal : IFactorized, IGaussian, IReparameterized, IHasEntropy, IHasCdf, IHasQuantile
{
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>A diagonal normal distribution by mean and standard deviation, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="scale">σ &gt; 0, broadcastable to μ.</param>
    public Normal(Tensor mean, Tensor scale)
        : this(mean, ScaleOf.Real(scale, mean), ScaleOf.Real(scale, mean).log())
    {
    }

    private Normal(Tensor mean, Tensor scale, Tensor logScale)
    {
        (Mean, Scale, LogScale) = (mean, scale, logScale);
    }

    /// <summary>A diagonal normal distribution by its log scale, as a network gives it: the scale follows without a domain.</summary>
    /// <param name="mean">μ, [..., D].</param>
    /// <param name="logScale">log σ, broadcastable to μ.</param>
    public static Normal FromLogScale(Tensor mean, Tensor logScale) => new(mean, logScale.exp(), logScale);

    /// <summary>A diagonal normal distribution by its natural parameters, checked.</summary>
    /// <param name="mean">μ, [..., D], finite.</param>
    /// <param name="scale">σ &gt; 0, broadcastable to μ.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static Normal Of(Tensor mean, Tensor scale) => new(Domain.Finite(mean, nameof(mean)), Domain.Positive(scale, nameof(scale)));

    /// <summary>μ, [..., D].</summary>
    public Tensor Mean { get; }

    /// <summary>σ, a standard deviation, of the shape of <see cref="LogScale"/>.</summary>
    public Tensor Scale { get; }

    /// <summary>log σ.</summary>
    public Tensor LogScale { get; }

    /// <summary>The axes of μ without the event axis.</summary>
    public long[] BatchShape => Mean.shape[..^1];

    /// <summary>μ + σε with ε ~ N(0, I) of shape [shape…, batch…, D].</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var noise = random.Normal([.. shape, .. Mean.shape], Mean.dtype);
        return new Draw(Mean.addcmul(Scale, noise, 1));
    }

    /// <summary>Where many values meet many parameters, [S, B, D] and [K, 1, 1, D] say, one matrix product.</summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        if (NormalPairs.LogDensity(value, Mean, LogScale) is { } pairs) return pairs;
        // Where many means share their scales, the scales' part is summed once; and a factor costs its gradient less than a divisor.
        var dimension = Math.Max(value.shape[^1], Mean.shape[^1]);
        var standardized = (value - Mean) * LogScale.neg().exp();
        var scales = LogScale.expand([.. LogScale.Dimensions == 0 ? [] : LogScale.shape[..^1], dimension]).sum(-1);
        return standardized.square().sum(-1).mul(-0.5) - scales - dimension * LogRootTwoPi;
    }

    /// <inheritdoc/>
    public Tensor LogDensityByElement(Tensor value) => ((value - Mean) / Scale).square().mul(-0.5) - LogScale - LogRootTwoPi;

    /// <summary>Φ((z − μ)/σ).</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value) => ((value - Mean) / Scale * (-Math.Sqrt(0.5))).erfc() * 0.5;

    /// <summary>μ + σ Φ⁻¹(u).</summary>
    /// <inheritdoc/>
    public Tensor Quantile(Tensor probability) => Mean + Scale * special.ndtri(probability);

    Tensor IGaussian.Variance() => LogScale.mul(2).exp().expand(Mean.shape);

    Tensor IGaussian.Columns() => Scale.expand(Mean.shape).diag_embed();

    Tensor IGaussian.HalfLogDeterminant() => LogScale.expand(Mean.shape).sum(-1);

    Tensor IGaussian.SquaredDistance(Tensor offset) => (offset / Scale).square().sum(-1);

    /// <summary>The differential entropy Σ_d log σ_d + (D/2) log 2πe in nats, of the batch shape.</summary>
    public Tensor Entropy() => LogScale.expand(Mean.shape).sum(-1) + Mean.shape[^1] * (LogRootTwoPi + 0.5);
}
