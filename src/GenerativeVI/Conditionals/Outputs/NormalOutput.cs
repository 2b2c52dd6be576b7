using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>The mean of a <see cref="Normal"/>, and its scale as a number an element or as a parameter; bounded below as <see cref="NormalDecoder"/> says.</summary>
public sealed class NormalOutput : OutputLayer<Normal>
{
    private readonly Parameter? logScale;
    private readonly Spread spread;
    private readonly double bound, constant;

    /// <summary>An output layer.</summary>
    /// <param name="dimension">D, the elements of x.</param>
    /// <param name="spread">How σ is learned.</param>
    /// <param name="scale">Where σ starts, and with <see cref="Spread.Fixed"/> stays; 1 by default.</param>
    /// <param name="minimumScale">σ_min > 0, in the units of x; it bounds what is learned.</param>
    /// <param name="dtype">The type of the parameter; float32 by default.</param>
    /// <param name="device">Where the parameter lies; the CPU when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale is not above 0, or starts at or below its bound.</exception>
    public NormalOutput(long dimension, Spread spread, double scale = 1, double minimumScale = 0.01, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(NormalOutput))
    {
        (bound, constant, this.spread) = (NormalScale.Bound(minimumScale), NormalScale.Fixed(scale), spread);
        var free = spread == Spread.Fixed ? constant : NormalScale.Free(constant, bound);
        if (spread is Spread.Isotropic or Spread.Diagonal)
            (logScale = new Parameter(full(spread == Spread.Isotropic ? 1 : dimension, free, dtype: dtype, device: device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>2 where σ depends on z, else 1.</summary>
    public override long PerElement => spread == Spread.Conditional ? 2 : 1;

    /// <inheritdoc/>
    public override Normal Of(IReadOnlyList<Tensor> blocks) => Normal.FromLogScale(blocks[0], spread switch
    {
        Spread.Fixed => full_like(blocks[0], constant),
        Spread.Conditional => NormalScale.Bounded(blocks[1] + NormalScale.Free(constant, bound), bound),
        _ => NormalScale.Bounded(logScale!, bound).expand(blocks[0].shape),
    });
}
