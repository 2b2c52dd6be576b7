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
    /// <typeparam name="T">The .NET type of the same size as <see cref="Type"/>: byte, sbyte, short, int, long, float or double.</typeparam>
    /// <returns>A view of <see cref="Count"/> numbers.</returns>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes);

    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int16 => 2,
        ElementType.Int32 or ElementType.Float32 => 4,
        ElementType.Int64 or ElementType.Float64 => 8,
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
