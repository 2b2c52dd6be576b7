namespace GenerativeVI.Tensors;

/// <summary>Derivatives of which some may be missing.</summary>
internal static class Derivatives
{
    /// <summary>Σ_o ∂(of_o · along_o)/∂by for every argument; null for an argument that nothing depends on.</summary>
    /// <param name="of">What is differentiated; scalars where there are no directions.</param>
    /// <param name="by">The arguments.</param>
    /// <param name="along">The directions, shaped like <paramref name="of"/>.</param>
    /// <param name="differentiable">Whether the derivatives can be differentiated in turn; keeps the graph.</param>
    public static Tensor?[] OfUsed(IList<Tensor> of, IList<Tensor> by, IList<Tensor>? along = null, bool differentiable = false)
    {
        // TorchSharp frees the graph unless told to keep it.
        var slopes = autograd.grad(of, by, along, retain_graph: differentiable, create_graph: differentiable, allow_unused: true);
        return [.. slopes.Select(Present)];
    }

    /// <summary>A gradient, or null where there is none: TorchSharp hands out a tensor of nothing for what is not used.</summary>
    public static Tensor? Present(Tensor? gradient) => gradient is null || gradient.IsInvalid ? null : gradient;
}
