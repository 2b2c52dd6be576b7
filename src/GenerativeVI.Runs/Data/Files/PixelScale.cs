using System.Globalization;
using System.Numerics;

namespace GenerativeVI.Data;

/// <summary>
/// Turns numbers of any type into images, all parts of a source on one scale. The number that is white is taken from the first part, and only where nothing else is likely: 1 where nothing exceeds it,
/// 255 where whole numbers go beyond 2 and not beyond 255, 65535 where numbers of 16 bits use the last of them; otherwise a person must say it. Whole numbers up to 255 stay bytes, all else becomes floats.
/// </summary>
/// <param name="asked">The number that is white as a person said it; null to take it from the numbers.</param>
/// <param name="usual">The number that is white in whole numbers where these leave a doubt; null for none.</param>
internal sealed class PixelScale(double? asked, double? usual = null)
{
    private const double Tolerance = PixelRange.Tolerance;

    private double? _guessed;

    private NumericArray? _first;

    /// <summary>The number that is white; null before the first part.</summary>
    public double? White => asked ?? _guessed;

    /// <summary>What was done to numbers beside dividing them by white, a sentence each.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Images of an array's numbers.</summary>
    /// <exception cref="DataException">The scale cannot be told, is another than that of the part before, or a number lies outside it; the sentence says which.</exception>
    public ImageArray Images(NumericArray array, long[] shape) => array.Type switch
    {
        ElementType.Int8 => Scale<sbyte>(array, shape),
        ElementType.Int16 => Scale<short>(array, shape),
        ElementType.UInt16 => Scale<ushort>(array, shape),
        ElementType.Int32 => Scale<int>(array, shape),
        ElementType.UInt32 => Scale<uint>(array, shape),
        ElementType.Int64 => Scale<long>(array, shape),
        ElementType.UInt64 => Scale<ulong>(array, shape),
        ElementType.Float16 => Scale<Half>(array, shape),
        ElementType.Float32 => Scale<float>(array, shape),
        ElementType.Float64 => Scale<double>(array, shape),
        _ => Scale<byte>(array, shape),
    };

    private ImageArray Scale<T>(NumericArray array, long[] shape) where T : unmanaged, INumber<T>
    {
        var values = array.Values<T>();
        var range = PixelRange.Of(values);
        if (range.Odd >= 0) throw OutOfRange(array, shape, range.Odd, double.CreateTruncating(values[range.Odd]), White ?? 1);
        if (White is null) _guessed = Guess(array, range) ?? RefuseNegative(values, array, shape) ?? throw Doubt(array, range);
        else if (asked is null) RequireSameScale(array, range);
        _first ??= array;
        return Convert(values, array, shape, range);
    }

    private double? Guess(NumericArray array, PixelRange range) => range switch
    {
        { Minimum: < -Tolerance } => null,
        _ when usual is { } white && range.Maximum <= white && array.Type != ElementType.Boolean && (array.IsFloat ? range is { IsWhole: true, Maximum: > 1 } : true) => white,
        _ when array.Type == ElementType.Boolean => 1,
        { Maximum: <= 1 } => 1,
        { Maximum: <= 1 + Tolerance } when array.IsFloat => 1,
        { Maximum: > 2 and <= 255 + Tolerance, IsNearlyWhole: true } => 255,
        // Pictures of 10, 12 or 14 bits stay below.
        { Maximum: >= 1 << 15 } when array.Type == ElementType.UInt16 => ushort.MaxValue,
        _ => null,
    };

    /// <summary>A number below 0 is on no scale: it is named by its place.</summary>
    private static double? RefuseNegative<T>(ReadOnlySpan<T> values, NumericArray array, long[] shape) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.CreateTruncating(values[i]) < -Tolerance) throw OutOfRange(array, shape, i, double.CreateTruncating(values[i]), array.IsFloat ? 1 : 255);
        }
        return null;
    }

    private static DataException Doubt(NumericArray array, PixelRange range)
    {
        var kind = range.IsNearlyWhole ? "whole numbers" : "fractions";
        return new DataException(
            array.Source,
            "intensities from 0 to 1, or whole numbers from 0 to 255",
            $"{kind} from {Text(range.Minimum)} to {Text(range.Maximum)}",
            $"say which number is white, with ImageOptions.White = {Text(range.Maximum <= 2 ? Math.Ceiling(10 * range.Maximum) / 10 : range.Maximum <= 255 ? 255 : 65535)} for example");
    }

    private void RequireSameScale(NumericArray array, PixelRange range)
    {
        if (_first is null || White == 1 || range.Maximum > 2) return;
        var fractions = !range.IsNearlyWhole || (range.Maximum <= 1 && !range.IsWhole);
        if (!fractions && !(array.IsFloat && !_first.IsFloat && range.Maximum <= 1)) return;
        throw new DataException(
            array.Source,
            $"numbers on the scale of {Path.GetFileName(_first.Source)}, where {Text(White!.Value)} is white",
            $"numbers from {Text(range.Minimum)} to {Text(range.Maximum)}",
            "bring both to one scale, or say with ImageOptions.White which number is white in both");
    }

    private ImageArray Convert<T>(ReadOnlySpan<T> values, NumericArray array, long[] shape, PixelRange range) where T : unmanaged, INumber<T>
    {
        var white = White!.Value;
        var slack = array.IsFloat ? Tolerance * Math.Min(white, 1) : 0;
        if (range.Minimum < -slack || range.Maximum > white + slack)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var value = double.CreateTruncating(values[i]);
                if (value < -slack || value > white + slack) throw OutOfRange(array, shape, i, value, white, _first);
            }
        }
        // Numbers near whole ones are rounded where whole ones are expected; among intensities they are just dark.
        var rounded = white == 255 && asked is null && range.IsNearlyWhole;
        Tell(array, range, white, rounded);
        return white is <= 255 and >= 1 && double.IsInteger(white) && (rounded || (range.IsWhole && range.Minimum >= 0 && range.Maximum <= white))
            ? new ByteImages(ToBytes(values, array), shape, (int)white)
            : new FloatImages(ToFloats(values, white), shape);
    }

    private void Tell(NumericArray array, PixelRange range, double white, bool rounded)
    {
        var name = Path.GetFileName(array.Source);
        if (rounded && !range.IsWhole) Remarks.Add($"{name}: its numbers are whole but for rounding errors and were rounded.");
        else if (range.Minimum < 0 || range.Maximum > white)
            Remarks.Add($"{name}: its numbers go from {Text(range.Minimum)} to {Text(range.Maximum)}; those outside 0 to {Text(white)} were set to its ends.");
        if (asked is null && white == 255 && range.Maximum < 128 && ReferenceEquals(array, _first))
            Remarks.Add($"{name}: its brightest pixel is {Text(range.Maximum)} of 255; if {Text(range.Maximum)} is white, say ImageOptions.White = {Text(range.Maximum)}.");
    }

    private static byte[] ToBytes<T>(ReadOnlySpan<T> values, NumericArray array) where T : unmanaged, INumber<T>
    {
        if (values.Length == array.Bytes.Length && !array.IsFloat) return array.Bytes;
        var bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        if (array.IsFloat)
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)Math.Round(double.CreateTruncating(values[i]));
        else
            for (int i = 0; i < bytes.Length; i++) bytes[i] = byte.CreateTruncating(values[i]);
        return bytes;
    }

    private static float[] ToFloats<T>(ReadOnlySpan<T> values, double white) where T : INumber<T>
    {
        var floats = GC.AllocateUninitializedArray<float>(values.Length);
        for (int i = 0; i < floats.Length; i++)
            floats[i] = (float)Math.Clamp(double.CreateTruncating(values[i]) / white, 0, 1);
        return floats;
    }

    private static DataException OutOfRange(NumericArray array, long[] shape, long index, double value, double white, NumericArray? first = null)
    {
        var place = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; index /= shape[axis], axis--)
            place[axis] = index % shape[axis];
        var scale = first is null || ReferenceEquals(first, array) ? "" : $", the scale of {Path.GetFileName(first.Source)}";
        return new DataException(
            array.Source,
            $"intensities from 0 to {Text(white)}{scale}",
            $"{Text(value)} at [{string.Join(", ", place)}]",
            "rescale them to 0..1 or 0..255, or say with ImageOptions.White which number is white");
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
