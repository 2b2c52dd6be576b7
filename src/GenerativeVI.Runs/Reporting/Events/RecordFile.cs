using System.Buffers.Binary;
using System.Numerics;

namespace GenerativeVI.Reporting;

/// <summary>
/// The frame around every record of an event file: its length, the length's checksum, the record, its checksum, all little-endian. A checksum is CRC-32C,
/// rotated right
/// by 15 bits and shifted by a constant, so that a record which itself holds checksums is told from its frame.
/// </summary>
internal static class RecordFile
{
    private const uint MaskShift = 0xA282EAD8;

    public static void Write(Stream target, ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(head, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Checksum(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(record));
        target.Write(head);
        target.Write(record);
        target.Write(tail);
    }

    /// <summary>The masked CRC-32C (Castagnoli) of some bytes.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes) remainder = BitOperations.Crc32C(remainder, value);
        return BitOperations.RotateRight(~remainder, 15) + MaskShift;
    }
}
