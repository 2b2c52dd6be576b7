using System.Buffers.Binary;
using System.Text;

namespace GenerativeVI.Tests.Reporting;

/// <summary>
/// An event file, read by the format's definition and nothing of the writer's: frames and checksums first, then the fields of each message by their numbers.
/// </summary>
internal static class EventFile
{
    internal sealed record Entry(long Step, string Tag, string Kind, float Number, byte[] Content);

    internal sealed record Field(int Number, ulong Value, byte[] Bytes)
    {
        public string Text => Encoding.UTF8.GetString(Bytes);

        public double Double => BitConverter.UInt64BitsToDouble(Value);

        public double[] Doubles => [.. Bytes.Chunk(8).Select(chunk => BinaryPrimitives.ReadDoubleLittleEndian(chunk))];
    }

    /// <summary>The records, each with both checksums verified.</summary>
    public static List<byte[]> Records(string path)
    {
        var records = new List<byte[]>();
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        while (file.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(Masked(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            var record = file.Slice(12, length);
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            records.Add(record.ToArray());
            file = file[(16 + length)..];
        }
        return records;
    }

    /// <summary>The tagged values of a file, after its first record, which names the version.</summary>
    public static List<Entry> Read(string path)
    {
        var records = Records(path);
        Assert.Equal("brain.Event:2", Fields(records[0]).Single(field => field.Number == 3).Text);
        return [.. records.Skip(1).Select(Tagged)];
    }

    public static List<Field> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<Field>();
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var (number, value, bytes) = ((int)(tag >> 3), 0UL, Array.Empty<byte>());
            switch (tag & 7)
            {
                case 0: value = Varint(ref message); break;
                case 1: value = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8)); break;
                case 2: bytes = Take(ref message, (int)Varint(ref message)); break;
                case 5: value = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4)); break;
                default: Assert.Fail($"wire type {tag & 7}"); break;
            }
            fields.Add(new Field(number, value, bytes));
        }
        return fields;
    }

    /// <summary>CRC-32C bit by bit, from its reflected polynomial.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes)
        {
            remainder ^= value;
            for (var bit = 0; bit < 8; bit++) remainder = (remainder & 1) == 1 ? (remainder >> 1) ^ 0x82F63B78 : remainder >> 1;
        }
        return ~remainder;
    }

    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }

    private static Entry Tagged(byte[] record)
    {
        var fields = Fields(record);
        Assert.InRange(fields.Single(field => field.Number == 1).Double, 1.7e9, 1e11);
        var value = Fields(Assert.Single(Fields(fields.Single(field => field.Number == 5).Bytes)).Bytes);
        var content = value.Single(field => field.Number != 1);
        var kind = content.Number switch { 2 => "scalar", 4 => "image", 5 => "histogram", _ => "?" };
        var (step, tag) = ((long)fields.Single(field => field.Number == 2).Value, value.Single(field => field.Number == 1).Text);
        return new Entry(step, tag, kind, BitConverter.UInt32BitsToSingle((uint)content.Value), content.Bytes);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private static byte[] Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count].ToArray();
        bytes = bytes[count..];
        return taken;
    }
}
