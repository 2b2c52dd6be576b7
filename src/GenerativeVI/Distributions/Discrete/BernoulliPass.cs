using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>The loops behind <see cref="BernoulliLogits"/> and <see cref="LinearLogits"/>: rows of logits, and rows of values that start over where there are fewer.</summary>
internal static unsafe class BernoulliPass
{
    private const int WorthSharing = 1 << 16;

    /// <summary>sums[r] = Σ_d x l − log(1 + eˡ).</summary>
    public static void Sum(Span<float> logits, Span<float> values, Span<float> sums, int columns)
    {
        var (rows, period) = (sums.Length, values.Length / columns);
        fixed (float* l0 = logits, x0 = values, s0 = sums)
        {
            float* l = l0, x = x0, s = s0;
            SharedWork.Run(rows, logits.Length > WorthSharing, row => s[row] = SumRow(l + (long)row * columns, x + (long)(row % period) * columns, columns));
        }
    }

    /// <summary>sums[r] = Σ_d x l − log(1 + eˡ) with l = products + bias.</summary>
    public static void Sum(Span<float> products, Span<float> bias, Span<float> values, Span<float> sums)
    {
        var (columns, period) = (bias.Length, values.Length / bias.Length);
        fixed (float* l0 = products, b0 = bias, x0 = values, s0 = sums)
        {
            float* l = l0, b = b0, x = x0, s = s0;
            SharedWork.Run(sums.Length, products.Length > WorthSharing, row => s[row] = BiasedSumRow(l + (long)row * columns, b, x + (long)(row % period) * columns, columns));
        }
    }

    /// <summary>The same sums; products[r, d] becomes x − σ(l).</summary>
    public static void SumLeavingResiduals(Span<float> products, Span<float> bias, Span<float> values, Span<float> sums)
    {
        var (columns, period) = (bias.Length, values.Length / bias.Length);
        fixed (float* l0 = products, b0 = bias, x0 = values, s0 = sums)
        {
            float* l = l0, b = b0, x = x0, s = s0;
            SharedWork.Run(sums.Length, products.Length > WorthSharing, row => s[row] = ResidualRow(l + (long)row * columns, b, x + (long)(row % period) * columns, columns));
        }
    }

    /// <summary>gradient[r, d] = scale[r] (x − σ(l)).</summary>
    public static void Gradient(Span<float> logits, Span<float> values, Span<float> scale, Span<float> gradient, int columns)
    {
        var (rows, period) = (scale.Length, values.Length / columns);
        fixed (float* l0 = logits, x0 = values, s0 = scale, g0 = gradient)
        {
            float* l = l0, x = x0, s = s0, g = g0;
            SharedWork.Run(rows, logits.Length > WorthSharing,
                row => GradientRow(l + (long)row * columns, x + (long)(row % period) * columns, s[row], g + (long)row * columns, columns));
        }
    }

    // Compiled for speed at once: unoptimised vector code would cost the first steps as much as the rest of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SumRow(float* logits, float* values, int columns)
    {
        var sum = Vector<float>.Zero;
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            sum += Term(Vector.Load(logits + d), Vector.Load(values + d));
        return Vector.Sum(sum) + (d < columns ? SumTail(logits + d, values + d, columns - d) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float BiasedSumRow(float* products, float* bias, float* values, int columns)
    {
        var sum = Vector<float>.Zero;
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            sum += Term(Vector.Load(products + d) + Vector.Load(bias + d), Vector.Load(values + d));
        var rest = 0f;
        if (d < columns)
        {
            for (var i = d; i < columns; i++) products[i] += bias[i];
            rest = SumTail(products + d, values + d, columns - d);
        }
        return Vector.Sum(sum) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ResidualRow(float* products, float* bias, float* values, int columns)
    {
        var sum = Vector<float>.Zero;
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
        {
            var (logit, value) = (Vector.Load(products + d) + Vector.Load(bias + d), Vector.Load(values + d));
            // One exponential for both.
            var e = VectorFunctions.ExpOfNegative(-Vector.Abs(logit));
            sum += Term(logit, value, e);
            Vector.Store(Residual(logit, value, e), products + d);
        }
        var rest = 0f;
        if (d < columns)
        {
            for (var i = d; i < columns; i++) products[i] += bias[i];
            rest = SumTail(products + d, values + d, columns - d);
            GradientTail(products + d, values + d, 1, products + d, columns - d);
        }
        return Vector.Sum(sum) + rest;
    }

    // Apart from the loop above, which then keeps its sum in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float SumTail(float* logits, float* values, int count) =>
        Vector.Sum(Vector.ConditionalSelect(Vector.LessThan(Vector<float>.Indices, new Vector<float>(count)), Term(Padded(logits, count), Padded(values, count)), Vector<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientRow(float* logits, float* values, float scale, float* gradient, int columns)
    {
        var d = 0;
        for (; d <= columns - Vector<float>.Count; d += Vector<float>.Count)
            Vector.Store(scale * Residual(Vector.Load(logits + d), Vector.Load(values + d)), gradient + d);
        if (d < columns)
            GradientTail(logits + d, values + d, scale, gradient + d, columns - d);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GradientTail(float* logits, float* values, float scale, float* gradient, int count)
    {
        var tail = scale * Residual(Padded(logits, count), Padded(values, count));
        for (int i = 0; i < count; i++)
            gradient[i] = tail[i];
    }

    /// <summary>x l − max(l, 0) − log(1 + exp(−|l|)): no exponential overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Term(Vector<float> logit, Vector<float> value) => Term(logit, value, VectorFunctions.ExpOfNegative(-Vector.Abs(logit)));

    /// <summary>The same, given e = exp(−|l|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Term(Vector<float> logit, Vector<float> value, Vector<float> e) =>
        value * logit - Vector.MaxNative(Vector<float>.Zero, logit) - VectorFunctions.LogOnePlus(e);

    /// <summary>x − σ(l).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Residual(Vector<float> logit, Vector<float> value) => Residual(logit, value, VectorFunctions.ExpOfNegative(-Vector.Abs(logit)));

    /// <summary>The same, given e = exp(−|l|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Residual(Vector<float> logit, Vector<float> value, Vector<float> e)
    {
        var numerator = Vector.ConditionalSelect(Vector.GreaterThan(logit, Vector<float>.Zero), Vector<float>.One, e);
        return value - numerator / (Vector<float>.One + e);
    }

    private static Vector<float> Padded(float* source, int count)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        new ReadOnlySpan<float>(source, count).CopyTo(padded);
        return new Vector<float>(padded);
    }
}
