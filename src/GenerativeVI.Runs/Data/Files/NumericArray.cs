using System.Numerics;
using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>
/// Numbers as a file holds them, before anyone has said whether they are pixels, labels or something else: row-major, last axis fastest, in this machine's byte order.
/// </summary>
/// <param name="Source">The file they came from, for messages.</param>
/// <param name="Type">What each number is.</param>
/// <param name="Bytes">The numbers, packed; <see cref="Values{T}"/> views them as numbers.</param>
/// <param name="Shape">The length of each axis; their product times the size of a number is the length of <paramref name="Bytes"/>.</param>
public sealed record NumericArray(string Source, ElementType Type, byte[] Bytes, long[] Shape)
{
    /// <summary>SHA-256 of the uncompressed file in lower-case hexadecimal: it survives recompression, unlike the checksum of a .gz. Null where it was not taken.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many numbers there are.</summary>
    public long Count => Bytes.Length / SizeOf(Type);

    /// <summary>The numbers, viewed in place.</summary>
    /// <typeparam name="T">The .NET type that <see cref="Type"/> names: byte, sbyte, short, ushort, int, uint, long, ulong, Half, float or double.</typeparam>
    /// <returns>A view of <see cref="Count"/> numbers.</returns>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes);

    /// <summary>The numbers as float32, each rounded to the nearest.</summary>
    /// <returns><see cref="Count"/> numbers.</returns>
    public float[] ToSingles()
    {
        return Type switch
        {
            ElementType.Int8 => Converted<sbyte>(),
            ElementType.Int16 => Converted<short>(),
            ElementType.UInt16 => Converted<ushort>(),
            ElementType.Int32 => Converted<int>(),
            ElementType.UInt32 => Converted<uint>(),
            ElementType.Int64 => Converted<long>(),
            ElementType.UInt64 => Converted<ulong>(),
            ElementType.Float16 => Converted<Half>(),
            ElementType.Float32 => Values<float>().ToArray(),
            ElementType.Float64 => Converted<double>(),
            _ => Converted<byte>(),
        };

        float[] Converted<T>() where T : unmanaged, INumber<T>
        {
            var values = Values<T>();
            var numbers = new float[Count];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = float.CreateTruncating(values[i]);
            return numbers;
        }
    }

    /// <summary>Whether the numbers are floats, which may be fractions.</summary>
    internal bool IsFloat => Type is ElementType.Float16 or ElementType.Float32 or ElementType.Float64;

    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 => 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Float64 => 8,
        _ => 1,
    };

    /// <summary>The bytes that a shape needs, exact for any claim a header can make.</summary>
    internal static UInt128 BytesFor(ReadOnlySpan<long> shape, ElementType type, string source)
    {
        var bytes = (UInt128)SizeOf(type);
        foreach (long length in shape)
        {
            bytes *= (UInt128)length;
            if (bytes > (UInt128)long.MaxValue)
                throw new DataException(source, "a shape that fits into a file", $"[{string.Join(", ", shape.ToArray())}]");
        }
        return bytes;
    }

    /// <summary>Turns numbers of the other byte order around, in place.</summary>
    internal static void ReverseEach(Span<byte> bytes, ElementType type)
    {
        int size = SizeOf(type);
        for (int i = 0; size > 1 && i < bytes.Length; i += size)
            bytes.Slice(i, size).Reverse();
    }
}
