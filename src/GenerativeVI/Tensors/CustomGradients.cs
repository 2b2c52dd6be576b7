namespace GenerativeVI.Tensors;

/// <summary>An operation with several results whose gradients are written by hand. An error in them reaches the caller: see <see cref="GradientFailures"/>.</summary>
internal abstract class CustomGradients<TSelf> : autograd.MultiTensorFunction<TSelf>
    where TSelf : CustomGradients<TSelf>, new()
{
    /// <inheritdoc/>
    public sealed override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        GradientFailures.Begin(ctx, vars);
        return Forward(ctx, vars);
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
        GradientFailures.Carry(ctx, () => Backward(ctx, grad_outputs));

    /// <summary>The results.</summary>
    protected abstract List<Tensor> Forward(autograd.AutogradContext ctx, object[] vars);

    /// <summary>A gradient for each argument of <see cref="Forward"/>; null for those that have none.</summary>
    protected abstract List<Tensor> Backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs);
}
