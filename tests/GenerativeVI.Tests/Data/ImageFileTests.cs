using System.Buffers.Binary;
using System.IO.Compression;
using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class ImageFileTests
{
    [Theory]
    [MemberData(nameof(Foreign))]
    public void Decode_ReadsWhatAnotherProgramWrote(int channels, string base64)
    {
        var image = ImageFile.Decode(Convert.FromBase64String(base64), "foreign.png");

        Assert.Equal((7, 5, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(Pattern(7, 5, channels), image.Samples);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_UndoesEncode(int channels)
    {
        var image = new PngImage(Pattern(31, 9, channels), 31, 9, channels);
        byte[] file = Png.Encode(image);
        var back = ImageFile.Decode(file, "own.png");

        Assert.Equal((31, 9, channels), (back.Width, back.Height, back.Channels));
        Assert.Equal(image.Samples, back.Samples);
        Assert.Equal(file, Png.Encode(back));
    }

    [Theory]
    [InlineData(1, 0b1011_0000, new[] { 255, 0, 255, 255 })]
    [InlineData(2, 0b00_01_10_11, new[] { 0, 85, 170, 255 })]
    public void Decode_SpreadsFewBitsOver256Levels(byte depth, byte row, int[] expected)
        => Assert.Equal(expected.Select(value => (byte)value), ImageFile.Decode(File(4, 1, depth, 0, [0, row]), "few.png").Samples);

    [Fact]
    public void Decode_Reads4And16Bits_RoundedToTheNearestLevel()
    {
        Assert.Equal([17, 255], ImageFile.Decode(File(2, 1, 4, 0, [0, 0x1F]), "4.png").Samples);
        Assert.Equal([0, 1, 255, 128], ImageFile.Decode(File(4, 1, 16, 0, [0, 0, 128, 1, 1, 0xFF, 0xFF, 0x80, 0x80]), "16.png").Samples);
        Assert.Equal([1, 2, 3], ImageFile.Decode(File(1, 1, 16, 2, [0, 1, 1, 2, 2, 3, 3]), "48.png").Samples);
    }

    [Fact]
    public void Decode_LooksColoursUpInThePalette()
    {
        byte[] palette = Chunk("PLTE", [10, 11, 12, 20, 21, 22, 30, 31, 32]);
        byte[] alpha = Chunk("tRNS", [7]);

        Assert.Equal([30, 31, 32, 10, 11, 12], ImageFile.Decode(File(2, 1, 2, 3, [0, 0b10_00_0000], palette), "p.png").Samples);
        Assert.Equal([30, 31, 32, 255, 10, 11, 12, 7], ImageFile.Decode(File(2, 1, 8, 3, [0, 2, 0], [.. palette, .. alpha]), "pa.png").Samples);
    }

    [Fact]
    public void Decode_UndoesEveryRowFilter()
    {
        byte[] rows = [1, 5, 1, 1, 2, 1, 1, 1, 3, 3, 3, 3, 4, 1, 1, 1, 0, 9, 8, 7];

        // Worked by hand: before; above; half of before + above; nearest of the three; none.
        Assert.Equal([5, 6, 7, 6, 7, 8, 6, 9, 11, 7, 10, 12, 9, 8, 7], ImageFile.Decode(File(3, 5, 8, 0, rows), "f.png").Samples);
        Refused(() => ImageFile.Decode(File(1, 1, 8, 0, [5, 0]), "f.png"), "f.png", "picture");
    }

    [Fact]
    public void Decode_SaysWhatItRefuses()
    {
        byte[] good = File(2, 1, 8, 0, [0, 1, 2]);
        byte[] damaged = [.. good];
        damaged[^20] ^= 1;

        Refused(() => ImageFile.Decode(damaged, "d.png"), "checksum of chunk IDAT");
        Refused(() => ImageFile.Decode(good[..^1], "c.png"), "up to an IEND");
        Refused(() => ImageFile.Decode(IdxImages(2), "x.png"), "expected a PNG, JPEG, GIF, BMP or WebP file");
        Refused(() => ImageFile.Decode(File(2, 1, 3, 0, [0, 1]), "d.png"), "d.png");
        Refused(() => ImageFile.Decode(File(0, 1, 8, 0, [0]), "z.png"), "z.png");
        Refused(() => ImageFile.Decode(File(3, 1, 8, 0, [0, 1, 2]), "s.png"), "picture");
        Refused(() => ImageFile.Decode(File(60000, 60000, 8, 6, [0]), "h.png"), "cannot hold them");
    }

    public static TheoryData<int, string> Foreign => new()
    {
        { 1, "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAJUlEQVR4nGNg4NZJ3iDcwyIoIK2gqqXPIigqraCqpc8kKIZCAwB4ygVvDdkwHwAAAABJRU5ErkJggg==" },
        { 2, "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAQAAAAjkz5TAAAAMElEQVR4nGNkcOfmVlQ0N/f1TU6urGQSFBQTk5ZWUFBV1dLS12cRFBQVRXDRZNG4AKcPCml5ncDhAAAAAElFTkSuQmCC" },
        { 3, "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAAG+GGPAAAAQklEQVR4nGNgcO/jDpqpU7wredXHDd/thKMW9lyWYhIUFBQTE5OWllZQUFBVVdXS0tLX12cRFBQUFRVFE8WuFrsoAGSeFBYPmxgUAAAAAElFTkSuQmCC" },
        { 4, "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAYAAACJmvbYAAAARUlEQVR4nGNgcO+7yh0084FO8S7G5FUfLTZ8t2sVjlr4oueyVCKToKCgoJiYmJi0tLS0goKCgqqqqqqWlpaWvr6+Po0kAchgG1O0jwNTAAAAAElFTkSuQmCC" },
    };

    private static byte[] Pattern(int width, int height, int channels) =>
    [
        .. from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           from c in Enumerable.Range(0, channels)
           select (byte)(x * x * 11 + y * 17 + c * 71 + x * y * 5),
    ];

    private static byte[] File(int width, int height, byte depth, byte colour, byte[] rows, byte[]? before = null, byte interlaced = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colour, interlaced);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(rows);
        return [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. Chunk("IHDR", header), .. before ?? [], .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        uint crc = 0xFFFFFFFF;
        foreach (int bit in from value in named from place in Enumerable.Range(0, 8) select (value >> place) & 1)
            crc = ((crc ^ bit) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), ~crc);
        return [.. frame[..4], .. named, .. frame[4..]];
    }
}
