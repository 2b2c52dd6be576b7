namespace GenerativeVI.Flows;

/// <summary>A flow whose inverse can be computed, so that its density is known anywhere: only such a flow can be a prior or a model of data.</summary>
public interface IInvertibleFlow : IFlow
{
    /// <summary>f⁻¹(x) and its log-determinant log |det ∂f⁻¹/∂x|, which is minus that of f there.</summary>
    /// <param name="value">x, [..., D].</param>
    /// <param name="context">What the map is conditioned on, [B, C]; null for a flow made without.</param>
    /// <exception cref="ArgumentException">The last axis is not D, or a context is missing.</exception>
    Mapped Invert(Tensor value, Tensor? context = null);
}
