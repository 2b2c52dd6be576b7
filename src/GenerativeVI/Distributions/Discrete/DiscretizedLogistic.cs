using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A logistic variable rounded to K levels k/(K − 1) of [0, 1]: with h = 1/(K − 1), P(x) = σ((x + h/2 − μ)/s) − σ((x − h/2 − μ)/s), the first and the last level taking the
/// rest of their side (Salimans+ 2017). By σ(a) − σ(b) = σ(a) σ(−b) (1 − e^(b − a)) no mass is ever lost to rounding, however far the tail.
/// </summary>
public sealed class DiscretizedLogistic : FactorizedDistribution, IHasCdf, IDiscrete
{
    private readonly Tensor location;
    private readonly int levels;
    private readonly double step;

    /// <summary>By location and scale, unchecked; <see cref="Of"/> checks them.</summary>
    /// <param name="location">μ, [..., D], in the units of x.</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ.</param>
    /// <param name="levels">K ≥ 2; 256 by default, the grey values of images.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 levels.</exception>
    public DiscretizedLogistic(Tensor location, Tensor scale, int levels = 256)
        : base(location.shape)
    {
        if (levels < 2) throw new ArgumentOutOfRangeException(nameof(levels), $"levels: expected at least 2, got {levels}.");
        (this.location, this.levels, Scale, step) = (location, levels, ScaleOf.Real(scale, location), 1.0 / (levels - 1));
    }

    /// <summary>By the logarithm of the scale, as a network gives it.</summary>
    /// <param name="location">μ, [..., D], in the units of x.</param>
    /// <param name="logScale">log s, broadcastable to μ.</param>
    /// <param name="levels">K ≥ 2; 256 by default, the grey values of images.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 levels.</exception>
    public static DiscretizedLogistic FromLogScale(Tensor location, Tensor logScale, int levels = 256) => new(location, logScale.exp(), levels);

    /// <summary>A discretized logistic variable by its natural parameters, checked.</summary>
    /// <param name="location">μ, [..., D], finite, in the units of x.</param>
    /// <param name="scale">s &gt; 0, broadcastable to μ.</param>
    /// <param name="levels">K ≥ 2; 256 by default, the grey values of images.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static DiscretizedLogistic Of(Tensor location, Tensor scale, int levels = 256) => new(Domain.Finite(location, nameof(location)), Domain.Positive(scale, nameof(scale)), levels);

    /// <summary>s.</summary>
    public Tensor Scale { get; }

    /// <summary>K.</summary>
    public int Levels => levels;

    /// <summary>h Σ_k P(x ≥ k h), the mean of the rounded variable; K − 1 terms an element.</summary>
    public override Tensor Mean
    {
        get
        {
            var sum = zeros_like(location);
            for (var k = 1; k < levels; k++) sum += ((location - (k - 0.5) * step) / Scale).sigmoid();
            return sum * step;
        }
    }

    /// <summary>The log-mass of the level nearest to each value; −∞ beyond the first and the last.</summary>
    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value)
    {
        var level = (value / step).round();
        var (first, last) = (level.eq(0), level.eq(levels - 1));
        var (below, above) = ((level * step - location - 0.5 * step) / Scale, (level * step - location + 0.5 * step) / Scale);
        var inner = (-(-step / Scale).expm1()).log();
        return (nn.functional.logsigmoid(above).masked_fill(last, 0) + nn.functional.logsigmoid(-below).masked_fill(first, 0) + where(first.logical_or(last), zeros_like(inner), inner))
            .masked_fill(level.lt(0).logical_or(level.gt(levels - 1)), double.NegativeInfinity);
    }

    /// <summary>P(x ≤ value): the mass of the levels up to the value.</summary>
    /// <inheritdoc/>
    public Tensor Cdf(Tensor value)
    {
        var level = (value / step + 1e-6).floor();
        return ((level * step - location + 0.5 * step) / Scale).sigmoid().masked_fill(level.lt(0), 0).masked_fill(level.ge(levels - 1), 1);
    }

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape)
    {
        var uniform = random.OpenUniform(shape, location.dtype);
        var continuous = location.detach() + Scale.detach() * (uniform.log() - (-uniform).log1p());
        return (continuous / step).round().clamp(0, levels - 1) * step;
    }
}
