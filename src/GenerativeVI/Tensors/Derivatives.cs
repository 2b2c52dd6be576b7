namespace GenerativeVI.Tensors;

/// <summary>
/// Derivatives. What torch's own call would end the process for is refused in a sentence.
/// </summary>
public static class Derivatives
{
    /// <summary>Σ_o ∂(of_o · along_o)/∂by for every argument; null for an argument that nothing depends on.</summary>
    /// <param name="of">What is differentiated; scalars where there are no directions.</param>
    /// <param name="by">The arguments.</param>
    /// <param name="along">The directions, shaped like <paramref name="of"/>.</param>
    /// <param name="differentiable">Whether the derivatives can be differentiated in turn; keeps the graph.</param>
    /// <returns>A derivative for every argument, in its shape.</returns>
    /// <exception cref="ArgumentException">What is differentiated carries no gradient, or a direction has another
    /// shape.</exception>
    public static Tensor?[] OfUsed(IList<Tensor> of, IList<Tensor> by, IList<Tensor>? along = null, bool differentiable = false) =>
        OfUsed(of, by, along, differentiable, differentiable);

    /// <summary>∂(Σ of · along)/∂by, where everything in it is differentiable.</summary>
    /// <param name="of">What is differentiated; a scalar where there is no direction.</param>
    /// <param name="by">The argument.</param>
    /// <param name="along">The direction, shaped like <paramref name="of"/>.</param>
    /// <param name="retain">Whether the graph is kept.</param>
    /// <param name="differentiable">Whether the derivative can be differentiated in turn.</param>
    /// <returns>The derivative, in the shape of <paramref name="by"/>.</returns>
    /// <exception cref="ArgumentException">Nothing differentiable leads from the argument to what is
    /// differentiated.</exception>
    public static Tensor Of(Tensor of, Tensor by, Tensor? along = null, bool retain = false, bool differentiable = false) =>
        Of(of, [by], along, retain, differentiable)[0];

    /// <inheritdoc cref="Of(Tensor, Tensor, Tensor?, bool, bool)"/>
    public static Tensor[] Of(Tensor of, IList<Tensor> by, Tensor? along = null, bool retain = false, bool differentiable = false) =>
        [.. OfUsed([of], by, along is null ? null : [along], retain, differentiable).Select((slope, i) => slope
            ?? throw new ArgumentException($"a gradient is asked for by a tensor {Shapes.Text(by[i].shape)} on which the function does not depend; it was detached on the way, or never used."))];

    /// <summary>
    /// A gradient, or null where there is none: TorchSharp returns an invalid tensor for what is not used.
    /// </summary>
    internal static Tensor? Present(Tensor? gradient) => gradient is null || gradient.IsInvalid ? null : gradient;

    private static Tensor?[] OfUsed(IList<Tensor> of, IList<Tensor> by, IList<Tensor>? along, bool retain, bool differentiable)
    {
        // TorchSharp frees the graph unless told to keep it.
        var slopes = autograd.grad(of, by, along, retain_graph: retain, create_graph: differentiable, allow_unused: true);
        return [.. slopes.Select(Present)];
    }
}
