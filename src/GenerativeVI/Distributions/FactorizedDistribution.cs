using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>A distribution of independent elements over the last axis. A family derives from it and gives the formulas of one element.</summary>
/// <param name="shape">[batch…, D], the shape of the parameters together.</param>
public abstract class FactorizedDistribution(long[] shape) : IFactorized
{
    /// <summary>The axes of the parameters without the event axis.</summary>
    public long[] BatchShape => shape[..^1];

    /// <summary>D.</summary>
    public long Dimension => shape[^1];

    /// <inheritdoc/>
    public abstract Tensor Mean { get; }

    /// <inheritdoc/>
    public abstract Tensor LogDensityByElement(Tensor value);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensityByElement(value).sum(-1);

    /// <inheritdoc/>
    public virtual Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(Elements(random, [.. shape, .. this.Shape]));

    /// <summary>[batch…, D].</summary>
    protected long[] Shape => shape;

    /// <summary>Independent elements.</summary>
    /// <param name="random">The stream of the base noise.</param>
    /// <param name="shape">[axes in front…, batch…, D], the shape of the result.</param>
    protected abstract Tensor Elements(RandomStream random, long[] shape);
}
