using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// A distribution of independent elements, evaluated at the elements that are there: log p(x_obs) = Σ_{d observed}
/// log p_d(x_d). A missing element is NaN; the others integrate it out, since the elements are independent.
/// </summary>
/// <param name="distribution">The distribution of all elements.</param>
public sealed class Observed(IFactorized distribution) : IDistribution, IHasMean
{
    /// <summary>The distribution of all elements, missing or not.</summary>
    public IFactorized Distribution => distribution;

    /// <inheritdoc/>
    public long[] BatchShape => distribution.BatchShape;

    /// <inheritdoc/>
    public Tensor Mean => distribution.Mean;

    /// <summary>Draws of all elements.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => distribution.Sample(random, shape);

    /// <summary>log p of the observed elements in nats; 0 where a row has none.</summary>
    /// <param name="value">[..., D], NaN where an element is missing.</param>
    /// <returns>[...].</returns>
    public Tensor LogDensity(Tensor value)
    {
        var missing = value.isnan();
        // A value inside the support in place of NaN: the gradient of what is not selected would be NaN with it.
        using var inside = (distribution is IDiscrete ? zeros_like(value) : distribution.Mean).detach();
        var terms = distribution.LogDensityByElement(where(missing, inside, value));
        return where(missing, zeros_like(terms), terms).sum(-1);
    }

    /// <summary>Rows with what is missing put in.</summary>
    /// <param name="value">[..., D], NaN where an element is missing.</param>
    /// <param name="completion">[..., D], broadcast against it.</param>
    /// <returns>The value where it is there, else the completion.</returns>
    public static Tensor Complete(Tensor value, Tensor completion) => where(value.isnan(), completion, value);
}
