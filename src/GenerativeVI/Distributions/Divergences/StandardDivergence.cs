using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>KL(N(m, s²)‖N(0, 1)) = Σ_d [½ (m² + s² − 1) − log s] over the last axis: value and gradient in one pass each, where torch makes about seven.</summary>
/// <remarks>The passes run over float32 tensors on the CPU, strided ones included. Anything else takes torch's operations, to the same numbers.</remarks>
internal static class StandardDivergence
{
    public static Tensor Of(Tensor mean, Tensor logScale)
    {
        if (FloatSpans.FitsWhenContiguous(mean) && FloatSpans.FitsWhenContiguous(logScale) && mean.NumberOfElements > 0 && mean.shape.AsSpan().SequenceEqual(logScale.shape))
            return OnePass.apply(mean, logScale);
        return (mean.square() + logScale.mul(2).exp()).mul(0.5).sub(logScale).sum(-1) - 0.5 * mean.shape[^1];
    }

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(StandardDivergence);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (mean, logScale) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([mean, logScale]);
            using var m = mean.contiguous();
            using var l = logScale.contiguous();
            var sums = empty(mean.shape[..^1], dtype: ScalarType.Float32);
            Sum(FloatSpans.Of(m), FloatSpans.Of(l), FloatSpans.Of(sums));
            return sums;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (mean, logScale) = (saved[0], saved[1]);
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled())
            {
                var weight = grad_output.unsqueeze(-1);
                return [weight * mean, weight * (logScale.mul(2).exp() - 1)];
            }
            using var m = mean.contiguous();
            using var l = logScale.contiguous();
            using var scale = grad_output.contiguous();
            var (byMean, byLogScale) = (empty(mean.shape, dtype: ScalarType.Float32), empty(mean.shape, dtype: ScalarType.Float32));
            Gradient(FloatSpans.Of(m), FloatSpans.Of(l), FloatSpans.Of(scale), FloatSpans.Of(byMean), FloatSpans.Of(byLogScale));
            return [byMean, byLogScale];
        }
    }

    private static void Sum(ReadOnlySpan<float> mean, ReadOnlySpan<float> logScale, Span<float> sums)
    {
        var columns = mean.Length / sums.Length;
        for (var row = 0; row < sums.Length; row++)
        {
            var m = mean.Slice(row * columns, columns);
            var l = logScale.Slice(row * columns, columns);
            var sum = 0f;
            for (var d = 0; d < columns; d++) sum += 0.5f * (m[d] * m[d] + (MathF.Exp(2 * l[d]) - 1)) - l[d];
            sums[row] = sum;
        }
    }

    private static void Gradient(ReadOnlySpan<float> mean, ReadOnlySpan<float> logScale, ReadOnlySpan<float> scale, Span<float> byMean, Span<float> byLogScale)
    {
        var columns = mean.Length / scale.Length;
        for (var i = 0; i < mean.Length; i++)
        {
            var weight = scale[i / columns];
            byMean[i] = weight * mean[i];
            byLogScale[i] = weight * (MathF.Exp(2 * logScale[i]) - 1);
        }
    }
}
