using System.Numerics;

namespace GenerativeVI.Data;

/// <summary>What the numbers of an array are like: all that a guess of their scale may rest on.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="IsWhole">Whether all are whole.</param>
/// <param name="IsNearlyWhole">Whether all are whole to <see cref="Tolerance"/>, as whole numbers are after arithmetic in floats.</param>
/// <param name="Odd">The place of the first that is not finite; −1 for none.</param>
internal readonly record struct PixelRange(double Minimum, double Maximum, bool IsWhole, bool IsNearlyWhole, int Odd)
{
    /// <summary>How far arithmetic in floats, such as a resize, takes a number from where it belongs.</summary>
    public const double Tolerance = 1e-3;

    public static PixelRange Of<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        T minimum = values[0], maximum = values[0];
        bool whole = true, nearlyWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!T.IsFinite(value)) return new PixelRange(double.NaN, double.NaN, false, false, i);
            if (value < minimum) minimum = value;
            if (value > maximum) maximum = value;
            if (whole && T.IsInteger(value)) continue;
            whole = false;
            if (!nearlyWhole) continue;
            var number = double.CreateTruncating(value);
            nearlyWhole = Math.Abs(number - Math.Round(number)) <= Tolerance;
        }
        return new PixelRange(double.CreateTruncating(minimum), double.CreateTruncating(maximum), whole, nearlyWhole, -1);
    }
}
