using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenerativeVI.Tensors;

/// <summary>The numbers of a tensor as a span, for loops that do in one pass what torch does in several.</summary>
internal static class FloatSpans
{
    /// <summary>Whether <see cref="Of"/> may be used: float32, on the CPU, contiguous, under 2 GB.</summary>
    public static bool Fits(Tensor tensor) => FitsWhenContiguous(tensor) && tensor.is_contiguous();

    /// <summary>Whether <see cref="Of"/> may be used on the tensor's contiguous copy.</summary>
    public static bool FitsWhenContiguous(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.NumberOfElements <= int.MaxValue / sizeof(float);

    /// <summary>The tensor's own memory, in row-major order. Keep the tensor alive while the span is in use.</summary>
    public static Span<float> Of(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The sum of all elements, without an operator's call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(Tensor tensor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(Of(tensor));
        // Four sums side by side: one alone would wait for each addition.
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4) (a, b, c, d) = (a + vectors[i], b + vectors[i + 1], c + vectors[i + 2], d + vectors[i + 3]);
        for (; i < vectors.Length; i++) a += vectors[i];
        double sum = Vector.Sum(a + b + (c + d));
        foreach (var value in Of(tensor)[(vectors.Length * Vector<float>.Count)..]) sum += value;
        return sum;
    }
}
