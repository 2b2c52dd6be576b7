using System.Buffers.Binary;
using System.Text;

namespace GenerativeVI.Data;

/// <summary>A PNG file as a sequence of chunks: a length, four letters, the data, a checksum (CRC-32) over letters and data.</summary>
internal static class PngChunks
{
    public const int HeaderLength = 13;

    private const int HeaderStart = 16;

    private static readonly uint[] Table = MakeTable();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>The bits of a sample, as the header says.</summary>
    public static int DepthOf(ReadOnlySpan<byte> file) => file[HeaderStart + 8];

    /// <summary>The bits of a pixel as it is stored; a palette stores one index.</summary>
    public static long BitsOfAPixel(ReadOnlySpan<byte> file) => DepthOf(file) * file[HeaderStart + 9] switch { 2 => 3L, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Compares every chunk's checksum up to the last, which decoders need not do.</summary>
    /// <param name="file">A file that begins as PNG files do.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="DataException">The header is not the first chunk, a checksum differs, or the last chunk is missing.</exception>
    public static void Verify(ReadOnlySpan<byte> file, string source)
    {
        var position = Signature.Length;
        if (Next(file, ref position, source, out var name).Length != HeaderLength || name != "IHDR")
            throw new DataException(source, $"the chunk IHDR of {HeaderLength} bytes first", name);
        while (name != "IEND") Next(file, ref position, source, out name);
    }

    /// <summary>Takes the chunk at <paramref name="position"/> and moves on to the next.</summary>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> file, ref int position, string source, out string name)
    {
        var rest = file[position..];
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - 12)
            throw new DataException(source, "chunks up to an IEND", $"the end of the file after {file.Length} bytes");
        int length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var named = rest.Slice(4, length + 4);
        name = Encoding.Latin1.GetString(named[..4]);
        if (Crc32(named) != BinaryPrimitives.ReadUInt32BigEndian(rest[(length + 8)..]))
            throw new DataException(source, $"the checksum of chunk {name} at byte {position}", "another");
        position += length + 12;
        return named[4..];
    }

    public static void Write(Stream target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32(chunk.AsSpan(4, data.Length + 4)));
        target.Write(chunk);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in bytes)
            remainder = Table[(byte)(remainder ^ value)] ^ (remainder >> 8);
        return ~remainder;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint remainder = i;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
            table[i] = remainder;
        }
        return table;
    }
}
