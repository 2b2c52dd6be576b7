using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenerativeVI.Tensors;

/// <summary>Elementary functions on vectors of float32, accurate to about one part in 10⁷, for the ranges stated.</summary>
internal static class VectorFunctions
{
    /// <summary>exp(x) for x in [−∞, 0]; below −87.3, where float32 has no normal number left, 0. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfNegative(Vector<float> x)
    {
        // exp(x) = 2ⁿ exp(r) with n = round(x / ln 2), |r| ≤ ln 2 / 2. ln 2 is taken in two parts, so that n ln 2 is exact to the last bit of r.
        const float smallest = -87.336f, log2E = 1.44269504f, ln2High = 0.693359375f, ln2Low = -2.12194440e-4f;
        var tooSmall = Vector.LessThan(x, new Vector<float>(smallest));
        var clamped = Vector.MaxNative(new Vector<float>(smallest), x);
        var n = Vector.Round(clamped * log2E);
        var r = Vector.FusedMultiplyAdd(n, new Vector<float>(-ln2High), clamped);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-ln2Low), r);
        Vector<float> series = new(1f / 720);
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(1f / 120));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(1f / 24));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(1f / 6));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(0.5f));
        series = Vector.FusedMultiplyAdd(series, r, Vector<float>.One);
        series = Vector.FusedMultiplyAdd(series, r, Vector<float>.One);
        var power = Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23);
        return Vector.ConditionalSelect(tooSmall, Vector<float>.Zero, series * Vector.AsVectorSingle(power));
    }

    /// <summary>exp(x) for x up to 88; ∞ above. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // The steps of the other one hold until 2¹²⁷.
        Vector<float> greatest = new(88f);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, greatest), new Vector<float>(float.PositiveInfinity), ExpOfNegative(Vector.MinNative(greatest, x)));
    }

    /// <summary>exp(2x), of x within ±43.6 where exp(2x) is a normal number of float32; beyond, as at the end. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfTwice(Vector<float> x)
    {
        // exp(2x) = 2ⁿ exp(2r) as in exp(x), with the twos in the constants.
        const float farthest = 43.6f, twoLog2E = 2 * 1.44269504f, halfLn2High = 0.693359375f / 2, halfLn2Low = -2.12194440e-4f / 2;
        var within = Vector.MinNative(new Vector<float>(farthest), Vector.MaxNative(new Vector<float>(-farthest), x));
        var n = Vector.Round(within * twoLog2E);
        var r = Vector.FusedMultiplyAdd(n, new Vector<float>(-halfLn2High), within);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-halfLn2Low), r);
        Vector<float> series = new(64f / 720);
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(32f / 120));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(16f / 24));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(8f / 6));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(2f));
        series = Vector.FusedMultiplyAdd(series, r, new Vector<float>(2f));
        series = Vector.FusedMultiplyAdd(series, r, Vector<float>.One);
        return series * Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23));
    }

    /// <summary>log(1 + x) for x in [0, 1], with full relative accuracy at small x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogOnePlus(Vector<float> x)
    {
        // log(1 + x) = 2 artanh(s) with s = x / (2 + x) ≤ 1/3, an odd series in s.
        var s = x / (x + new Vector<float>(2f));
        var square = s * s;
        Vector<float> series = new(2f / 13);
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f / 11));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f / 9));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f / 7));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f / 5));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f / 3));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2f));
        return series * s;
    }

    /// <summary>tanh(x) for every x; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        var size = Vector.Abs(x);
        // (1 − e^{−2|x|})/(1 + e^{−2|x|}), whose numerator loses its digits near 0; there the odd series of Cephes' tanhf, to 2·10⁻⁷ up to 0.625.
        var e = ExpOfNegative(size * -2f);
        var far = (Vector<float>.One - e) / (Vector<float>.One + e);
        far = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -far, far);
        var square = x * x;
        Vector<float> series = new(-5.70498872745e-3f);
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(2.06390887954e-2f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(-5.37397155531e-2f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(1.33314422036e-1f));
        series = Vector.FusedMultiplyAdd(series, square, new Vector<float>(-3.33332819422e-1f));
        var near = Vector.FusedMultiplyAdd(series * square, x, x);
        return Vector.ConditionalSelect(Vector.LessThan(size, new Vector<float>(0.625f)), near, far);
    }
}
