using System.Runtime.CompilerServices;
using System.Numerics;
using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>tanh(W h + b): bias and tanh in one pass over the product, the derivative and the bias's gradient in another. What is added may be one row, a bias, or a row for every datum of
/// which h has many draws.</summary>
/// <remarks>The passes run over contiguous float32 tensors on the CPU. Anything else takes torch's operations, to the same numbers up to rounding.</remarks>
internal static class TanhLayer
{
    public static Tensor Of(Linear layer, Tensor input) => Of(input, layer.weight!, layer.bias!);

    /// <summary>tanh(W h + c).</summary>
    /// <param name="input">h, [..., B, I].</param>
    /// <param name="weight">W, [O, I].</param>
    /// <param name="added">c, [O], or [B, O] and so on: the last axes of W h.</param>
    public static Tensor Of(Tensor input, Tensor weight, Tensor added)
    {
        var rows = input.shape[..^1];
        return FloatSpans.FitsWhenContiguous(input) && FloatSpans.FitsWhenContiguous(weight) && FloatSpans.Fits(added)
            && added.Dimensions <= input.Dimensions && rows.AsSpan().EndsWith(added.shape.AsSpan()[..^1])
            && input.NumberOfElements > 0 && input.NumberOfElements / input.shape[^1] * weight.shape[0] <= int.MaxValue / sizeof(float)
            ? OnePass.apply(input, weight, added)
            : (input.Product(weight.t()) + added).tanh_();
    }

    private sealed class OnePass : CustomGradient<OnePass>
    {
        public override string Name => nameof(TanhLayer);

        protected override Tensor Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (input, weight, added) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
            var result = Rows(input).mm(weight.t()).view([.. input.shape[..^1], weight.shape[0]]);
            TanhPass.Forward(FloatSpans.Of(result), FloatSpans.Of(added), (int)weight.shape[0]);
            // The result itself would hold the graph that holds it.
            ctx.save_for_backward([input, weight, added, result.alias()]);
            return result;
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (input, weight, added, result) = (saved[0], saved[1], saved[2], saved[3]);
            Tensor byProduct, byAdded;
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled())
            {
                byProduct = Rows(grad_output * (1 - (input.Product(weight.t()) + added).tanh().square()));
                byAdded = byProduct.reshape([-1, .. added.shape]).sum(dim: 0);
            }
            else
            {
                using var given = grad_output.contiguous();
                (byProduct, byAdded) = (empty(Rows(result).shape), empty(added.shape));
                TanhPass.Backward(FloatSpans.Of(result), FloatSpans.Of(given), FloatSpans.Of(byProduct), FloatSpans.Of(byAdded), (int)weight.shape[0]);
            }
            return
            [
                input.requires_grad ? byProduct.mm(weight).view(input.shape) : null!,
                weight.requires_grad ? byProduct.t().mm(Rows(input)) : null!,
                byAdded,
            ];
        }

        private static Tensor Rows(Tensor tensor) => tensor.reshape(-1, tensor.shape[^1]);
    }
}

/// <summary>The loops behind <see cref="TanhLayer"/>.</summary>
internal static unsafe class TanhPass
{
    private const int WorthSharing = 1 << 16;

    /// <summary>product[r, d] becomes tanh(product[r, d] + added[r mod R, d]), where R is the number of rows that are added.</summary>
    public static void Forward(Span<float> product, Span<float> added, int columns)
    {
        var (rows, period) = (product.Length / columns, added.Length / columns);
        fixed (float* p0 = product, a0 = added)
        {
            float* p = p0, a = a0;
            SharedWork.Run(rows, product.Length > WorthSharing, row => ForwardRow(p + (long)row * columns, a + (long)(row % period) * columns, columns));
        }
    }

    /// <summary>byProduct = given (1 − result²), and byAdded its sums over the rows that shared what was added.</summary>
    public static void Backward(Span<float> result, Span<float> given, Span<float> byProduct, Span<float> byAdded, int columns)
    {
        var (rows, period) = (result.Length / columns, byAdded.Length / columns);
        byAdded.Clear();
        fixed (float* r0 = result, g0 = given, p0 = byProduct, a0 = byAdded)
        {
            // One thread: its sums are those of the rows in their order, however many threads there are.
            for (long row = 0; row < rows; row++) BackwardRow(r0 + row * columns, g0 + row * columns, p0 + row * columns, a0 + row % period * columns, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardRow(float* product, float* added, int columns)
    {
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            Vector.Store(VectorFunctions.Tanh(Vector.Load(product + d) + Vector.Load(added + d)), product + d);
        for (; d < columns; d++) product[d] = VectorFunctions.Tanh(new Vector<float>(product[d] + added[d]))[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow(float* result, float* given, float* byProduct, float* byAdded, int columns)
    {
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
        {
            var y = Vector.Load(result + d);
            var gradient = Vector.Load(given + d) * (Vector<float>.One - y * y);
            Vector.Store(gradient, byProduct + d);
            Vector.Store(Vector.Load(byAdded + d) + gradient, byAdded + d);
        }
        for (; d < columns; d++) byAdded[d] += byProduct[d] = given[d] * (1 - result[d] * result[d]);
    }
}
