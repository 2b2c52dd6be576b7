using GenerativeVI.Tensors;
namespace GenerativeVI.Flows;

/// <summary>The velocity and the trace of its Jacobian, of any field.</summary>
internal static class Divergence
{
    /// <param name="velocity">The field.</param>
    /// <param name="time">t.</param>
    /// <param name="value">z, [..., D].</param>
    /// <param name="context">The field's context.</param>
    /// <param name="direction">e for eᵀ(∂v/∂z)e; null for the trace itself.</param>
    public static (Tensor Velocity, Tensor Divergence) Of(IVelocity velocity, double time, Tensor value, Tensor? context, Tensor? direction) => velocity switch
    {
        IDivergentVelocity known when direction is null => known.WithDivergence(time, value, context),
        IDivergentVelocity known => known.WithDivergence(time, value, direction, context),
        _ => ByBackwardPasses(velocity, time, value, context, direction),
    };

    private static (Tensor Velocity, Tensor Divergence) ByBackwardPasses(IVelocity velocity, double time, Tensor value, Tensor? context, Tensor? direction)
    {
        var differentiated = is_grad_enabled();
        using var _ = enable_grad();
        var z = differentiated && value.requires_grad ? value : value.detach().requires_grad_();
        var v = velocity.At(time, z, context);
        Tensor Row(Tensor along) => Derivatives.Of(v, z, along, retain: true, differentiable: differentiated);
        Tensor trace;
        if (direction is not null)
        {
            trace = (Row(direction) * direction).sum(-1);
        }
        else
        {
            var units = eye(velocity.Dimension, dtype: value.dtype, device: value.device);
            // An array: TorchSharp keeps the handles of a sequence and not its tensors, and the first may be collected while the last are made.
            var diagonal = Enumerable.Range(0, (int)velocity.Dimension).Select(d => Row(units[d].expand_as(v)).select(-1, d)).ToArray();
            trace = stack(diagonal, 0).sum(dim: 0);
        }
        return differentiated ? (v, trace) : (v.detach(), trace.detach());
    }
}
