namespace GenerativeVI.Flows;

/// <summary>
/// A velocity field that knows its own Jacobian's trace by carrying directions forward beside the value: nothing is differentiated to find it, so that a gradient of it costs one backward pass
/// instead of two. Any other field's trace is found by backward passes.
/// </summary>
public interface IDivergentVelocity : IVelocity
{
    /// <summary>v(z, t) and tr ∂v/∂z.</summary>
    /// <param name="time">t.</param>
    /// <param name="value">z, [..., D].</param>
    /// <param name="context">What the field is conditioned on, [B, C]; null for a field made without.</param>
    /// <returns>[..., D] and [...].</returns>
    (Tensor Velocity, Tensor Divergence) WithDivergence(double time, Tensor value, Tensor? context);

    /// <summary>v(z, t) and eᵀ (∂v/∂z) e, whose mean over e with E eeᵀ = I is the trace.</summary>
    /// <param name="time">t.</param>
    /// <param name="value">z, [..., D].</param>
    /// <param name="direction">e, [..., D].</param>
    /// <param name="context">What the field is conditioned on, [B, C]; null for a field made without.</param>
    /// <returns>[..., D] and [...].</returns>
    (Tensor Velocity, Tensor Divergence) WithDivergence(double time, Tensor value, Tensor direction, Tensor? context);
}
