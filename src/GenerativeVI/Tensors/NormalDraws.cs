using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenerativeVI.Tensors;

/// <summary>The float32 normal draws that torch's CPU generator makes of a seed, to rounding, in a fraction of its time: random words, their logarithms and angles a vector at a time.</summary>
/// <remarks>
/// Words of the Mersenne twister MT19937 (Matsumoto &amp; Nishimura 1998) give u = 2⁻²⁴ (word mod 2²⁴), and of every sixteen u, eight and eight give
/// √(−2 log(1 − u₁)) cos 2πu₂ and the same times sin 2πu₂ (Box &amp; Muller 1958). Where sixteen does not divide the count, the last sixteen numbers are drawn once more.
/// </remarks>
internal static class NormalDraws
{
    /// <summary>The smallest count whose draws torch makes this way.</summary>
    public const int Least = 16;

    private const int Half = Least / 2;

    /// <summary>Fills <paramref name="numbers"/> with draws of N(0, 1).</summary>
    /// <param name="numbers">At least <see cref="Least"/>.</param>
    /// <param name="seed">What torch's generator would be seeded with; its last 32 bits count.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<float> numbers, long seed)
    {
        var words = new MersenneTwister((uint)seed);
        words.Uniform(numbers);
        var i = 0;
        for (; i <= numbers.Length - Least; i += Least) Transform(numbers.Slice(i, Least));
        if (i == numbers.Length) return;
        words.Uniform(numbers[^Least..]);
        Transform(numbers[^Least..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(Span<float> uniform)
    {
        var radius = Vector256.Sqrt(Vector256.Log(Vector256<float>.One - Vector256.Create<float>(uniform)) * -2f);
        var (sine, cosine) = OfTurns(Vector256.Create<float>(uniform[Half..]));
        (radius * cosine).CopyTo(uniform);
        (radius * sine).CopyTo(uniform[Half..]);
    }

    /// <summary>sin 2πu and cos 2πu for u in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Sine, Vector256<float> Cosine) OfTurns(Vector256<float> u)
    {
        // u = q/4 + r/4 with a whole number q of quarters and |r| ≤ 1/2, both exact; then the series at x = πr/2, |x| ≤ π/4.
        var quarters = Vector256.Round(u * 4f);
        var x = (u * 4f - quarters) * (MathF.PI / 2);
        var square = x * x;
        var sine = Vector256.Create(-1.9515295891e-4f);
        sine = Vector256.FusedMultiplyAdd(sine, square, Vector256.Create(8.3321608736e-3f));
        sine = Vector256.FusedMultiplyAdd(sine, square, Vector256.Create(-1.6666654611e-1f));
        sine = Vector256.FusedMultiplyAdd(sine * square, x, x);
        var cosine = Vector256.Create(2.443315711809948e-5f);
        cosine = Vector256.FusedMultiplyAdd(cosine, square, Vector256.Create(-1.388731625493765e-3f));
        cosine = Vector256.FusedMultiplyAdd(cosine, square, Vector256.Create(4.166664568298827e-2f));
        cosine = Vector256.FusedMultiplyAdd(cosine * square, square, Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.5f), Vector256<float>.One));
        // A quarter turn makes (sin, cos) into (cos, −sin); two of them change both signs.
        var q = Vector256.ConvertToInt32Native(quarters);
        var odd = Vector256.Equals(q & Vector256<int>.One, Vector256<int>.One).AsSingle();
        var signOfSine = ((q & Vector256.Create(2)) << 30).AsSingle();
        var signOfCosine = (((q + Vector256<int>.One) & Vector256.Create(2)) << 30).AsSingle();
        return (Vector256.ConditionalSelect(odd, cosine, sine) ^ signOfSine, Vector256.ConditionalSelect(odd, sine, cosine) ^ signOfCosine);
    }
}
