namespace GenerativeVI.Distributions;

/// <summary>A distribution of independent elements whose distribution functions are known.</summary>
public interface IHasCdf : IFactorized
{
    /// <summary>F_d(value_d) = P(z_d ≤ value_d), one an element.</summary>
    /// <param name="value">[..., D], broadcast against the parameters.</param>
    /// <returns>[..., D], in [0, 1].</returns>
    Tensor Cdf(Tensor value);
}
