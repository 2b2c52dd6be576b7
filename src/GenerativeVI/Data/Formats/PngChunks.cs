using System.Buffers.Binary;
using System.Text;

namespace GenerativeVI.Data;

/// <summary>A PNG file as a sequence of chunks: a length, four letters, the data, a checksum (CRC-32) over letters and data.</summary>
internal static class PngChunks
{
    private static readonly uint[] Table = MakeTable();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

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
