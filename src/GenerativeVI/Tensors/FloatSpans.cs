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
}
