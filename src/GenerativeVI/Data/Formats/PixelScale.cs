using System.Globalization;
using System.Numerics;

namespace GenerativeVI.Data;

/// <summary>
/// Turns numbers of any type into images. White is 255 where anything exceeds 1, else 1 (binary images, and floats already in [0, 1]); a caller may say
/// otherwise. Whole numbers up to 255 stay bytes, all else becomes floats. A number outside [0, white] is refused by its place, never clamped.
/// </summary>
internal static class PixelScale
{
    public static ImageArray Images(NumericArray array, long[] shape, int? white) => array.Type switch
    {
        ElementType.Int8 => Scale<sbyte>(array, shape, white),
        ElementType.Int16 => Scale<short>(array, shape, white),
        ElementType.Int32 => Scale<int>(array, shape, white),
        ElementType.Int64 => Scale<long>(array, shape, white),
        ElementType.Float32 => Scale<float>(array, shape, white),
        ElementType.Float64 => Scale<double>(array, shape, white),
        _ => Bytes(array, shape, white),
    };

    /// <summary>Whole numbers as class labels.</summary>
    public static long[] Labels(NumericArray array)
    {
        return array.Type switch
        {
            ElementType.Int8 => Whole<sbyte>(),
            ElementType.Int16 => Whole<short>(),
            ElementType.Int32 => Whole<int>(),
            ElementType.Int64 => Whole<long>(),
            ElementType.Float32 => Whole<float>(),
            ElementType.Float64 => Whole<double>(),
            _ => Whole<byte>(),
        };

        long[] Whole<T>() where T : unmanaged, INumber<T>
        {
            var values = array.Values<T>();
            var labels = new long[values.Length];
            for (int i = 0; i < labels.Length; i++)
                labels[i] = T.IsInteger(values[i]) ? long.CreateSaturating(values[i]) : throw new DataException(array.Source, "whole numbers as labels", $"{values[i]} at {i}");
            return labels;
        }
    }

    private static ByteImages Bytes(NumericArray array, long[] shape, int? white)
    {
        int top = white ?? (array.Bytes.AsSpan().ContainsAnyExceptInRange<byte>(0, 1) ? 255 : 1);
        int odd = array.Bytes.AsSpan().IndexOfAnyExceptInRange<byte>(0, (byte)top);
        return odd < 0 ? new ByteImages(array.Bytes, shape, top) : throw OutOfRange(array, shape, odd, array.Bytes[odd], top);
    }

    private static ImageArray Scale<T>(NumericArray array, long[] shape, int? white) where T : unmanaged, INumber<T>
    {
        var values = array.Values<T>();
        T one = T.One;
        bool whole = true;
        int top = white ?? 1;
        for (int i = 0; i < values.Length; i++)
        {
            whole &= T.IsInteger(values[i]);
            if (white is null && values[i] > one)
                top = 255;
        }
        double limit = top;
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateSaturating(values[i]);
            if (!(value >= 0 && value <= limit))
                throw OutOfRange(array, shape, i, value, top);
        }
        return whole ? new ByteImages(ToBytes(values), shape, top) : new FloatImages(ToFloats(values, top), shape);
    }

    private static byte[] ToBytes<T>(ReadOnlySpan<T> values) where T : INumber<T>
    {
        var bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = byte.CreateTruncating(values[i]);
        return bytes;
    }

    private static float[] ToFloats<T>(ReadOnlySpan<T> values, double white) where T : INumber<T>
    {
        var floats = GC.AllocateUninitializedArray<float>(values.Length);
        for (int i = 0; i < floats.Length; i++)
            floats[i] = (float)(double.CreateSaturating(values[i]) / white);
        return floats;
    }

    private static DataException OutOfRange(NumericArray array, long[] shape, long index, double value, int white)
    {
        var place = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; index /= shape[axis], axis--)
            place[axis] = index % shape[axis];
        return new DataException(
            array.Source,
            $"intensities from 0 to {white}",
            $"{value.ToString(CultureInfo.InvariantCulture)} at [{string.Join(", ", place)}]",
            "rescale them to 0..1 or 0..255");
    }
}
