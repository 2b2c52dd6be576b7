namespace GenerativeVI.Distributions;

/// <summary>A distribution whose D elements are independent: log p(z) = Σ_d log p_d(z_d).</summary>
public interface IFactorized : IDistribution, IHasMean
{
    /// <summary>log p_d(value_d) in nats, one term an element: <see cref="IDistribution.LogDensity"/> before its sum.</summary>
    /// <param name="value">[..., D], broadcast against the parameters.</param>
    /// <returns>[..., D].</returns>
    Tensor LogDensityByElement(Tensor value);
}
