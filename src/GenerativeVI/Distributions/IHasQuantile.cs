namespace GenerativeVI.Distributions;

/// <summary>A distribution of independent elements whose distribution functions can be inverted: z = F⁻¹(u) with u ~ U(0, 1) is a draw, differentiable in the parameters.</summary>
public interface IHasQuantile
{
    /// <summary>F_d⁻¹(probability_d), one an element.</summary>
    /// <param name="probability">[..., D], in (0, 1).</param>
    /// <returns>[..., D].</returns>
    Tensor Quantile(Tensor probability);
}
