namespace GenerativeVI.Flows;

/// <summary>
/// A differentiable one-to-one map f of ℝᴰ whose log-determinant is cheap, so that the density of f(z) is known where z was drawn: log q(f(z)) = log q(z) − log |det ∂f/∂z|
/// (Rezende &amp; Mohamed 2015). Implemented by modules.
/// </summary>
/// <remarks>
/// A flow may be conditioned: on a context, such as an encoder's features, of the width it was made with. One without parameters, or whose parameters depend on nothing, ignores it. Where a flow
/// has a departure, that is the scale of the first weights of what moves points: at 0 the flow is the identity, and hidden layers have no gradient until the last one has left 0.
/// </remarks>
public interface IFlow
{
    /// <summary>D.</summary>
    long Dimension { get; }

    /// <summary>f(z) and its log-determinant.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <param name="context">What the map is conditioned on, [B, C], broadcast over the axes in front; null for a flow made without.</param>
    /// <exception cref="ArgumentException">The last axis is not D, or a context is missing.</exception>
    Mapped Map(Tensor value, Tensor? context = null);
}
