using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Counts with zeros that have a cause of their own, in every element: p(0) = π + (1 − π) p_c(0) and p(x) = (1 − π)
/// p_c(x) for x &gt; 0, with the probability π = σ(l) of such a zero (Lambert 1992). Draws carry no gradient.
/// </summary>
/// <typeparam name="TCounts">The family of p_c.</typeparam>
public sealed class ZeroInflated<TCounts> : FactorizedDistribution, IDiscrete
    where TCounts : IFactorized, IDiscrete
{
    /// <summary>By the logits of a zero and the counts without it.</summary>
    /// <param name="logits">l, broadcastable to the counts, [..., D].</param>
    /// <param name="counts">p_c, batch shape [...], event [D].</param>
    public ZeroInflated(Tensor logits, TCounts counts)
        : base([.. counts.BatchShape, counts.Mean.shape[^1]])
    {
        (Logits, Counts) = (logits, counts);
    }

    /// <summary>l.</summary>
    public Tensor Logits { get; }

    /// <summary>p_c.</summary>
    public TCounts Counts { get; }

    /// <summary>(1 − π) E_c x.</summary>
    public override Tensor Mean => (-Logits).sigmoid() * Counts.Mean;

    /// <summary>The log-mass; −∞ where a value is negative or not whole.</summary>
    /// <inheritdoc/>
    public override Tensor LogDensityByElement(Tensor value)
    {
        var counted = nn.functional.logsigmoid(-Logits) + Counts.LogDensityByElement(value);
        var both = nn.functional.logsigmoid(Logits).logaddexp(counted);
        return where(value.eq(0).expand_as(counted), both, counted);
    }

    /// <inheritdoc/>
    protected override Tensor Elements(RandomStream random, long[] shape)
    {
        var front = shape[..^Shape.Length];
        var counts = Counts.Sample(random, front).Value;
        return counts * (1 - random.Bernoulli(Logits.detach().sigmoid().expand(shape)));
    }
}
