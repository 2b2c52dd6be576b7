using System.Numerics;
using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>Rows of stored bytes as floats, picked, widened and scaled in one pass where torch makes three.</summary>
internal static class ByteRows
{
    /// <summary>Whether <see cref="Take"/> may be used: bytes on the CPU, contiguous, under 2 GB.</summary>
    public static bool Fits(Tensor values) =>
        values.dtype == ScalarType.Byte && values.device_type == DeviceType.CPU && values.is_contiguous() && values.NumberOfElements <= int.MaxValue;

    /// <summary>value / scale of the rows of that index.</summary>
    /// <param name="values">uint8 [N, D].</param>
    /// <param name="index">int64 [B] on the CPU, each in 0 … N − 1.</param>
    /// <param name="scale">What values are divided by.</param>
    /// <returns>float32 [B, D].</returns>
    public static Tensor Take(Tensor values, Tensor index, float scale)
    {
        using var order = index.contiguous();
        var columns = (int)values.shape[1];
        var rows = MemoryMarshal.Cast<byte, long>(order.bytes);
        var result = empty([rows.Length, columns], dtype: ScalarType.Float32);
        var source = values.bytes;
        var target = MemoryMarshal.Cast<byte, float>(result.bytes);
        for (var i = 0; i < rows.Length; i++)
            Convert(source.Slice(checked((int)(rows[i] * columns)), columns), target.Slice(i * columns, columns), scale);
        return result;
    }

    private static void Convert(ReadOnlySpan<byte> source, Span<float> target, float scale)
    {
        var i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
            Convert(low, target[i..], scale);
            Convert(high, target[(i + Vector<ushort>.Count)..], scale);
        }
        for (; i < source.Length; i++) target[i] = source[i] / scale;
    }

    private static void Convert(Vector<ushort> source, Span<float> target, float scale)
    {
        Vector.Widen(source, out var low, out var high);
        (Vector.ConvertToSingle(Vector.AsVectorInt32(low)) / scale).CopyTo(target);
        (Vector.ConvertToSingle(Vector.AsVectorInt32(high)) / scale).CopyTo(target[Vector<float>.Count..]);
    }
}
