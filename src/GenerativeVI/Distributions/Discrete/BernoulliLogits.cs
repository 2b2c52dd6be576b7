using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>The Bernoulli log-likelihood of logits: value and gradient in one vectorised pass each, where torch makes about ten.</summary>
/// <remarks>The passes run over contiguous float32 tensors on the CPU. Anything else takes torch's operations, to the same numbers.</remarks>
public static class BernoulliLogits
{
    /// <summary>log p(x|l) = Σ_d [x_d l_d − log(1 + exp l_d)] over the last axis. Its gradient is x − σ(l), which can be differentiated again.</summary>
    /// <param name="logits">l, [..., B, D]; nothing is clamped.</param>
    /// <param name="value">x in [0, 1], broadcastable to the logits: [B, D] serves every draw in front of it.</param>
    /// <returns>Nats, the shape of the logits without its last axis.</returns>
    public static Tensor LogDensity(Tensor logits, Tensor value) =>
        FloatSpans.Fits(logits) && FloatSpans.Fits(value) && !value.requires_grad && Tiles(value, logits.shape)
            ? OnePass.apply(logits, value)
            : (value * logits - logits.softplus()).sum(-1);

    /// <summary>Whether the value's rows, over and over again, are the logits' rows.</summary>
    internal static bool Tiles(Tensor value, long[] whole)
    {
        var part = value.shape;
        return !whole.Contains(0) && part.Length > 0 && part.Length <= whole.Length && whole.AsSpan(whole.Length - part.Length).SequenceEqual(part);
    }

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(BernoulliLogits);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (logits, value) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([logits, value]);
            var sums = empty(logits.shape[..^1]);
            BernoulliPass.Sum(FloatSpans.Of(logits), FloatSpans.Of(value), FloatSpans.Of(sums), (int)logits.shape[^1]);
            return sums;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (logits, value) = (saved[0], saved[1]);
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled()) return [(value - logits.sigmoid()) * grad_output.unsqueeze(-1), null!];
            using var scale = grad_output.contiguous();
            var gradient = empty_like(logits);
            BernoulliPass.Gradient(FloatSpans.Of(logits), FloatSpans.Of(value), FloatSpans.Of(scale), FloatSpans.Of(gradient), (int)logits.shape[^1]);
            return [gradient, null!];
        }
    }
}
