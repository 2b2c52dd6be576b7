using System.Runtime.CompilerServices;
using System.Numerics;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>tanh(W h + b): bias and tanh in one pass over the product, the derivative and the bias's gradient in another.</summary>
/// <remarks>The passes run over contiguous float32 tensors on the CPU. Anything else takes torch's operations, to the same numbers up to rounding.</remarks>
internal static class TanhLayer
{
    public static Tensor Of(Linear layer, Tensor input)
    {
        var (weight, bias) = (layer.weight!, layer.bias!);
        return FloatSpans.Fits(input) && FloatSpans.Fits(weight) && FloatSpans.Fits(bias) && input.NumberOfElements > 0 && input.NumberOfElements / input.shape[^1] * bias.shape[0] <= int.MaxValue / sizeof(float)
            ? OnePass.apply(input, weight, bias)
            : layer.call(input).tanh_();
    }

    private sealed class OnePass : autograd.SingleTensorFunction<OnePass>
    {
        public override string Name => nameof(TanhLayer);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (input, weight, bias) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
            var result = Rows(input).mm(weight.t()).view([.. input.shape[..^1], weight.shape[0]]);
            TanhPass.Forward(FloatSpans.Of(result), FloatSpans.Of(bias));
            // The result itself would hold the graph that holds it.
            ctx.save_for_backward([input, weight, bias, result.alias()]);
            return result;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (input, weight, bias, result) = (saved[0], saved[1], saved[2], saved[3]);
            Tensor byProduct, byBias;
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled())
            {
                byProduct = Rows(grad_output * (1 - nn.functional.linear(input, weight, bias).tanh().square()));
                byBias = byProduct.sum(dim: 0);
            }
            else
            {
                using var given = grad_output.contiguous();
                (byProduct, byBias) = (empty(Rows(result).shape), empty(bias.shape));
                TanhPass.Backward(FloatSpans.Of(result), FloatSpans.Of(given), FloatSpans.Of(byProduct), FloatSpans.Of(byBias));
            }
            return
            [
                input.requires_grad ? byProduct.mm(weight).view(input.shape) : null!,
                weight.requires_grad ? byProduct.t().mm(Rows(input)) : null!,
                byBias,
            ];
        }

        private static Tensor Rows(Tensor tensor) => tensor.reshape(-1, tensor.shape[^1]);
    }
}

/// <summary>The loops behind <see cref="TanhLayer"/>.</summary>
internal static unsafe class TanhPass
{
    private const int WorthSharing = 1 << 16;

    /// <summary>product[r, d] becomes tanh(product[r, d] + bias[d]).</summary>
    public static void Forward(Span<float> product, Span<float> bias)
    {
        var (columns, rows) = (bias.Length, product.Length / bias.Length);
        fixed (float* p0 = product, b0 = bias)
        {
            float* p = p0, b = b0;
            SharedWork.Run(rows, product.Length > WorthSharing, row => ForwardRow(p + (long)row * columns, b, columns));
        }
    }

    /// <summary>byProduct = given (1 − result²), and byBias its sums over rows.</summary>
    public static void Backward(Span<float> result, Span<float> given, Span<float> byProduct, Span<float> byBias)
    {
        var (columns, rows) = (byBias.Length, result.Length / byBias.Length);
        byBias.Clear();
        fixed (float* r0 = result, g0 = given, p0 = byProduct, b0 = byBias)
        {
            // One thread: its sums are those of the rows in their order, however many threads there are.
            for (long row = 0; row < rows; row++) BackwardRow(r0 + row * columns, g0 + row * columns, p0 + row * columns, b0, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardRow(float* product, float* bias, int columns)
    {
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            Vector.Store(VectorFunctions.Tanh(Vector.Load(product + d) + Vector.Load(bias + d)), product + d);
        for (; d < columns; d++) product[d] = VectorFunctions.Tanh(new Vector<float>(product[d] + bias[d]))[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow(float* result, float* given, float* byProduct, float* byBias, int columns)
    {
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
        {
            var y = Vector.Load(result + d);
            var gradient = Vector.Load(given + d) * (Vector<float>.One - y * y);
            Vector.Store(gradient, byProduct + d);
            Vector.Store(Vector.Load(byBias + d) + gradient, byBias + d);
        }
        for (; d < columns; d++) byBias[d] += byProduct[d] = given[d] * (1 - result[d] * result[d]);
    }
}
