using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenerativeVI.Tensors;

/// <summary>The random words of MT19937, as torch's CPU generator draws them of a seed, made 624 at a time in vectors.</summary>
internal sealed class MersenneTwister
{
    private const int Words = 624, Shift = 397, Overlap = Words - Shift;
    private const uint Upper = 0x80000000, Lower = 0x7fffffff, Matrix = 0x9908b0df;

    private readonly uint[] state = new uint[Words];
    private readonly float[] uniform = new float[Words];
    private int used = Words;

    public MersenneTwister(uint seed)
    {
        state[0] = seed;
        for (uint i = 1; i < Words; i++) state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    }

    /// <summary>The next words' last 24 bits, as numbers in [0, 1).</summary>
    public void Uniform(Span<float> numbers)
    {
        while (!numbers.IsEmpty)
        {
            if (used == Words) Advance();
            var count = Math.Min(Words - used, numbers.Length);
            uniform.AsSpan(used, count).CopyTo(numbers);
            used += count;
            numbers = numbers[count..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance()
    {
        var i = 0;
        for (; i <= Overlap - Vector256<uint>.Count; i += Vector256<uint>.Count) Twist(i, i + Shift);
        for (; i < Overlap; i++) TwistOne(i, i + 1, i + Shift);
        for (; i <= Words - 1 - Vector256<uint>.Count; i += Vector256<uint>.Count) Twist(i, i - Overlap);
        for (; i < Words - 1; i++) TwistOne(i, i + 1, i - Overlap);
        TwistOne(Words - 1, 0, Shift - 1);
        for (i = 0; i < Words; i += Vector256<uint>.Count)
        {
            var word = Vector256.LoadUnsafe(ref state[0], (nuint)i);
            word ^= word >>> 11;
            word ^= (word << 7) & Vector256.Create(0x9d2c5680);
            word ^= (word << 15) & Vector256.Create(0xefc60000);
            word ^= word >>> 18;
            (Vector256.ConvertToSingle((word & Vector256.Create(0xffffffu)).AsInt32()) * (1f / (1 << 24))).StoreUnsafe(ref uniform[0], (nuint)i);
        }
        used = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Twist(int i, int other)
    {
        var next = Vector256.LoadUnsafe(ref state[0], (nuint)i + 1);
        var mixed = (Vector256.LoadUnsafe(ref state[0], (nuint)i) & Vector256.Create(Upper)) | (next & Vector256.Create(Lower));
        var odd = Vector256<uint>.Zero - (next & Vector256<uint>.One);
        (Vector256.LoadUnsafe(ref state[0], (nuint)other) ^ (mixed >>> 1) ^ (odd & Vector256.Create(Matrix))).StoreUnsafe(ref state[0], (nuint)i);
    }

    private void TwistOne(int i, int next, int other) =>
        state[i] = state[other] ^ (((state[i] & Upper) | (state[next] & Lower)) >> 1) ^ ((state[next] & 1) == 0 ? 0 : Matrix);
}
