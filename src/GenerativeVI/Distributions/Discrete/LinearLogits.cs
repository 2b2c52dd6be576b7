using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Bernoulli logits l = W h + b that are not kept: the log-likelihood adds the bias in its own pass, leaves x − σ(l) where the logits were, and its gradient is products with that, so that the largest
/// tensor of a model is written once and passed over once. The factor that comes back to a row is put on the row's features and on the gradient by them, which are narrower than the logits.
/// </summary>
internal sealed record LinearLogits
{
    private readonly Tensor features, weight, bias;

    /// <summary>A layer as it is now: parameters that ask for no gradient now get none, whenever the logits are made.</summary>
    /// <param name="features">h, [..., H].</param>
    /// <param name="weight">W, [D, H].</param>
    /// <param name="bias">b, [D].</param>
    public LinearLogits(Tensor features, Tensor weight, Tensor bias)
    {
        Tensor Now(Tensor tensor) => is_grad_enabled() && tensor.requires_grad ? tensor : tensor.detach();
        (this.features, this.weight, this.bias) = (Now(features), Now(weight), Now(bias));
    }

    public long[] BatchShape => features.shape[..^1];

    public Tensor Logits() => nn.functional.linear(features, weight, bias);

    /// <summary>log p(x|l), to the numbers of <see cref="BernoulliLogits"/> up to rounding.</summary>
    public Tensor LogDensity(Tensor value)
    {
        long[] shape = [.. features.shape[..^1], weight.shape[0]];
        var fits = FloatSpans.Fits(features) && FloatSpans.Fits(weight) && FloatSpans.Fits(bias) && FloatSpans.Fits(value) && features.NumberOfElements > 0
            && shape.Aggregate(1L, (a, b) => a * b) <= int.MaxValue / sizeof(float);
        return fits && !value.requires_grad && BernoulliLogits.Tiles(value, shape)
            ? OnePass.apply(features, weight, bias, value)
            : BernoulliLogits.LogDensity(Logits(), value);
    }

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(LinearLogits);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (features, weight, bias, value) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3]);
            var logits = features.view(-1, features.shape[^1]).mm(weight.t()); // [rows, D]
            var sums = empty(features.shape[..^1]);
            if (features.requires_grad || weight.requires_grad || bias.requires_grad)
            {
                BernoulliPass.SumLeavingResiduals(FloatSpans.Of(logits), FloatSpans.Of(bias), FloatSpans.Of(value), FloatSpans.Of(sums));
                ctx.save_for_backward([features, weight, bias, value, logits]);
            }
            else
            {
                BernoulliPass.Sum(FloatSpans.Of(logits), FloatSpans.Of(bias), FloatSpans.Of(value), FloatSpans.Of(sums));
                logits.Dispose();
            }
            return sums;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (features, weight, bias, value, residuals) = (saved[0], saved[1], saved[2], saved[3], saved[4]);
            var rows = features.view(-1, features.shape[^1]);
            var scale = grad_output.reshape(-1, 1);
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled())
            {
                var gradient = (value - nn.functional.linear(features, weight, bias).sigmoid()).view(-1, weight.shape[0]) * scale;
                return [gradient.mm(weight).view(features.shape), gradient.t().mm(rows), gradient.sum(dim: 0), null!];
            }
            var transposed = residuals.t();
            return
            [
                features.requires_grad ? residuals.mm(weight).mul_(scale).view(features.shape) : null!,
                weight.requires_grad ? transposed.mm(rows * scale) : null!,
                bias.requires_grad ? transposed.mv(scale.view(-1)) : null!,
                null!,
            ];
        }
    }
}
