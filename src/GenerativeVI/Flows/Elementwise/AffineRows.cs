using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// <see cref="AffineElementwise"/> on some neighbouring elements of every row, the others copied, and the log-determinant
/// of the row: one pass forwards and one backwards, where torch's operations make some twenty over few numbers each.
/// </summary>
/// <remarks>The passes run over contiguous float32 tensors on the CPU; see <see cref="Fit"/>.</remarks>
internal static class AffineRows
{
    // exp(s) stays a normal number of float32.
    private const double MostLogScale = 80;

    /// <summary>Whether <see cref="Move"/> may be used.</summary>
    /// <param name="value">[..., D].</param>
    /// <param name="parameters">μ and then a of n elements, [..., 2n], with the axes of the value in front.</param>
    /// <param name="most">s_max.</param>
    public static bool Fit(Tensor value, Tensor parameters, double most) =>
        most <= MostLogScale && FloatSpans.Fits(value) && FloatSpans.Fits(parameters) && value.NumberOfElements > 0
        && value.shape.AsSpan()[..^1].SequenceEqual(parameters.shape.AsSpan()[..^1]);

    /// <summary>z and its log-determinant.</summary>
    /// <param name="value">x, [..., D].</param>
    /// <param name="parameters">[..., 2n].</param>
    /// <param name="first">The first of the n elements that move.</param>
    /// <param name="most">s_max.</param>
    /// <param name="inverse">(x − μ) e^{−s} in place of μ + x e^s.</param>
    public static Mapped Move(Tensor value, Tensor parameters, long first, double most, bool inverse)
    {
        var results = OnePass.apply(value, parameters, new Form((int)first, (float)most, inverse));
        return new Mapped(results[0], results[1]);
    }

    private sealed record Form(int First, float Most, bool IsInverse);

    private sealed class OnePass : CustomGradients<OnePass>
    {
        public override string Name => nameof(AffineRows);

        protected override List<Tensor> Forward(autograd.AutogradContext ctx, object[] vars)
        {
            var (value, parameters, form) = ((Tensor)vars[0], (Tensor)vars[1], (Form)vars[2]);
            ctx.save_for_backward([value, parameters]);
            ctx.save_data(nameof(Form), form);
            var (moved, logDeterminant) = (empty(value.shape), empty(value.shape[..^1]));
            AffinePass.Forward(
                FloatSpans.Of(value), FloatSpans.Of(parameters), FloatSpans.Of(moved), FloatSpans.Of(logDeterminant),
                form.First, form.Most, form.IsInverse);
            return [moved, logDeterminant];
        }

        protected override List<Tensor> Backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var (saved, form) = (ctx.get_saved_variables(), (Form)ctx.get_data(nameof(Form)));
            var (value, parameters) = (saved[0], saved[1]);
            var (byMoved, byLogDeterminant) = (Given(grad_outputs[0], value.shape), Given(grad_outputs[1], value.shape[..^1]));
            // Gradients are on here only when this gradient is itself to be differentiated.
            if (is_grad_enabled()) return ByOperations(value, parameters, byMoved, byLogDeterminant, form);
            using var moved = byMoved.contiguous();
            using var logDeterminant = byLogDeterminant.contiguous();
            var (byValue, byParameters) = (empty(value.shape), empty(parameters.shape));
            AffinePass.Backward(
                FloatSpans.Of(value), FloatSpans.Of(parameters), FloatSpans.Of(moved), FloatSpans.Of(logDeterminant),
                FloatSpans.Of(byValue), FloatSpans.Of(byParameters), form.First, form.Most, form.IsInverse);
            return [byValue, byParameters, null!];
        }

        // A result that nothing was made of has no gradient.
        private static Tensor Given(Tensor? gradient, long[] shape) => gradient is { IsInvalid: false } ? gradient : zeros(shape);

        private static List<Tensor> ByOperations(
            Tensor value, Tensor parameters, Tensor byMoved, Tensor byLogDeterminant, Form form)
        {
            var (n, most) = (parameters.shape[^1] / 2, (double)form.Most);
            var (shift, bent) = (parameters.narrow(-1, 0, n), (parameters.narrow(-1, n, n) / most).tanh());
            var (x, g) = (value.narrow(-1, form.First, n), byMoved.narrow(-1, form.First, n));
            var (sign, scale) = form.IsInverse ? (-1.0, (bent * -most).exp()) : (1.0, (bent * most).exp());
            var moved = form.IsInverse ? (x - shift) * scale : x * scale;
            var byShift = form.IsInverse ? -g * scale : g;
            var byLogScale = (g * moved + byLogDeterminant.unsqueeze(-1)) * sign;
            var (before, after) = (form.First, value.shape[^1] - form.First - n);
            var byValue = cat([byMoved.narrow(-1, 0, before), g * scale, byMoved.narrow(-1, before + n, after)], -1);
            return [byValue, cat([byShift, byLogScale * (1 - bent.square())], -1), null!];
        }
    }
}

/// <summary>The loops behind <see cref="AffineRows"/>.</summary>
internal static unsafe class AffinePass
{
    private const int WorthSharing = 1 << 16;

    /// <summary>Every row moved, and its log-determinant.</summary>
    public static void Forward(
        Span<float> value, Span<float> parameters, Span<float> moved, Span<float> logDeterminant, int first, float most, bool inverse)
    {
        var rows = logDeterminant.Length;
        var (width, n) = (value.Length / rows, parameters.Length / rows / 2);
        fixed (float* v0 = value, p0 = parameters, m0 = moved, l0 = logDeterminant)
        {
            float* v = v0, p = p0, m = m0, l = l0;
            SharedWork.Run(rows, value.Length > WorthSharing, row =>
            {
                float* from = v + (long)row * width, to = m + (long)row * width;
                Unsafe.CopyBlockUnaligned(to, from, (uint)(width * sizeof(float)));
                l[row] = ForwardRow(from + first, p + (long)row * 2 * n, to + first, n, most, inverse);
            });
        }
    }

    /// <summary>What comes back to every row and its parameters.</summary>
    public static void Backward(
        Span<float> value, Span<float> parameters, Span<float> byMoved, Span<float> byLogDeterminant, Span<float> byValue,
        Span<float> byParameters, int first, float most, bool inverse)
    {
        var rows = byLogDeterminant.Length;
        var (width, n) = (value.Length / rows, parameters.Length / rows / 2);
        fixed (float* v0 = value, p0 = parameters, m0 = byMoved, l0 = byLogDeterminant, w0 = byValue, q0 = byParameters)
        {
            float* v = v0, p = p0, m = m0, l = l0, w = w0, q = q0;
            SharedWork.Run(rows, value.Length > WorthSharing, row =>
            {
                var (place, block) = ((long)row * width, (long)row * 2 * n);
                Unsafe.CopyBlockUnaligned(w + place, m + place, (uint)(width * sizeof(float)));
                BackwardRow(v + place + first, p + block, m + place + first, l[row], w + place + first, q + block, n, most, inverse);
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ForwardRow(float* value, float* parameters, float* moved, int n, float most, bool inverse)
    {
        var (sums, sum, d) = (Vector<float>.Zero, 0f, 0);
        for (; d <= n - Vector<float>.Count; d += Vector<float>.Count)
        {
            var (result, logScale) = Moved(
                Vector.Load(value + d), Vector.Load(parameters + d), Vector.Load(parameters + n + d), most, inverse);
            Vector.Store(result, moved + d);
            sums += logScale;
        }
        for (; d < n; d++)
        {
            var (result, logScale) = Moved(new(value[d]), new(parameters[d]), new(parameters[n + d]), most, inverse);
            moved[d] = result[0];
            sum += logScale[0];
        }
        sum += Vector.Sum(sums);
        return inverse ? -sum : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow(
        float* value, float* parameters, float* byMoved, float byLogDeterminant, float* byValue, float* byParameters, int n,
        float most, bool inverse)
    {
        var d = 0;
        for (; d <= n - Vector<float>.Count; d += Vector<float>.Count)
        {
            var (byV, byShift, byRaw) = Gradients(
                Vector.Load(value + d), Vector.Load(parameters + d), Vector.Load(parameters + n + d), Vector.Load(byMoved + d),
                byLogDeterminant, most, inverse);
            Vector.Store(byV, byValue + d);
            Vector.Store(byShift, byParameters + d);
            Vector.Store(byRaw, byParameters + n + d);
        }
        for (; d < n; d++)
        {
            var (byV, byShift, byRaw) = Gradients(
                new(value[d]), new(parameters[d]), new(parameters[n + d]), new(byMoved[d]), byLogDeterminant, most, inverse);
            (byValue[d], byParameters[d], byParameters[n + d]) = (byV[0], byShift[0], byRaw[0]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Moved, Vector<float> LogScale) Moved(
        Vector<float> value, Vector<float> shift, Vector<float> raw, float most, bool inverse)
    {
        var logScale = VectorFunctions.Tanh(raw / most) * most;
        return (inverse ? (value - shift) * VectorFunctions.Exp(-logScale)
            : Vector.FusedMultiplyAdd(value, VectorFunctions.Exp(logScale), shift), logScale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> ByValue, Vector<float> ByShift, Vector<float> ByRaw) Gradients(
        Vector<float> value, Vector<float> shift, Vector<float> raw, Vector<float> byMoved, float byLogDeterminant, float most,
        bool inverse)
    {
        var bent = VectorFunctions.Tanh(raw / most);
        var slope = Vector<float>.One - bent * bent;
        var scale = VectorFunctions.Exp(bent * (inverse ? -most : most));
        var byValue = byMoved * scale;
        return inverse
            ? (byValue, -byValue, -(byValue * (value - shift) + new Vector<float>(byLogDeterminant)) * slope)
            : (byValue, byMoved, (byValue * value + new Vector<float>(byLogDeterminant)) * slope);
    }
}
