namespace GenerativeVI.Tensors;

/// <summary>An operation with one result whose gradient is written by hand. An error in it reaches the caller: see <see cref="GradientFailures"/>.</summary>
internal abstract class CustomGradient<TSelf> : autograd.SingleTensorFunction<TSelf>
    where TSelf : CustomGradient<TSelf>, new()
{
    /// <inheritdoc/>
    public sealed override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        GradientFailures.Begin(ctx, vars);
        return Forward(ctx, vars);
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        GradientFailures.Carry(ctx, () => Backward(ctx, grad_output));

    /// <summary>The result.</summary>
    protected abstract Tensor Forward(autograd.AutogradContext ctx, object[] vars);

    /// <summary>A gradient for each argument of <see cref="Forward"/>; null for those that have none.</summary>
    protected abstract List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output);
}
