using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace GenerativeVI.Tests.Data;

/// <summary>Small pictures of many kinds, made independently of the code under test.</summary>
internal static class SamplePictures
{
    /// <summary>A gray picture by Skia's encoders, as good as they can.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, int width, int height, Func<int, int, byte> level)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor(level(x, y), level(x, y), level(x, y)));
        }
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    public static byte[] Bmp(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> colour)
    {
        var stride = (3 * width + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        int[] numbers = [file.Length, 0, 54, 40, width, height];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + 4 * i), numbers[i]);
        (file[26], file[28]) = (1, 24);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var place = 54 + (height - 1 - y) * stride + 3 * x;
                (file[place + 2], file[place + 1], file[place]) = colour(x, y);
            }
        }
        return file;
    }

    /// <summary>A gray PNG, with one level that is transparent or none.</summary>
    public static byte[] GrayPng(int width, int height, byte[] samples, int? transparent) => Png(
        width, height, 0, [.. samples.Chunk(Math.Max(1, Math.Min(width, samples.Length))).SelectMany(row => (byte[])[0, .. row])],
        transparent is { } level ? Chunk("tRNS", [(byte)(level >> 8), (byte)level]) : []);

    /// <summary>A gray PNG in the seven passes of Adam7.</summary>
    public static byte[] InterlacedPng(int width, int height, byte[] samples)
    {
        (int X, int Y, int Right, int Down)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var rows = new List<byte>();
        foreach (var (startX, startY, right, down) in passes)
        {
            for (var y = startY; y < height && startX < width; y += down)
            {
                rows.Add(0);
                for (var x = startX; x < width; x += right) rows.Add(samples[y * width + x]);
            }
        }
        return Png(width, height, 1, [.. rows], []);
    }

    /// <summary>A JPEG of 8 × 8 pixels of one colour in four inks: every block is its mean alone.</summary>
    public static byte[] FlatCmykJpeg(params byte[] inks)
    {
        var bits = new System.Text.StringBuilder();
        foreach (var ink in inks)
        {
            var mean = 8 * (ink - 128);
            var length = mean == 0 ? 0 : (int)Math.Log2(Math.Abs(mean)) + 1;
            // The code of a length is the length itself in four bits; that of a block's end is 0.
            bits.Append(Convert.ToString(length, 2).PadLeft(4, '0'));
            if (length > 0) bits.Append(Convert.ToString(mean > 0 ? mean : mean + (1 << length) - 1, 2).PadLeft(length, '0'));
            bits.Append('0');
        }
        while (bits.Length % 8 != 0) bits.Append('1');
        var scan = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(8 * i, 8), 2)).SelectMany(value => value == 0xFF ? (byte[])[value, 0] : [value]);
        return
        [
            0xFF, 0xD8,
            .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC0, [8, 0, 8, 0, 8, 4, .. Enumerable.Range(1, 4).SelectMany(i => (byte[])[(byte)i, 0x11, 0])]),
            .. Segment(0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(i => (byte)i)]),
            .. Segment(0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. Segment(0xDA, [4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]),
            .. scan, 0xFF, 0xD9,
        ];
    }

    /// <summary>A JPEG with the note of a camera how it was held.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2],
        .. Segment(0xE1, [.. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]),
        .. jpeg[2..],
    ];

    private static byte[] Segment(byte kind, byte[] content) => [0xFF, kind, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Png(int width, int height, byte interlaced, byte[] rows, byte[] before)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[12]) = (8, interlaced);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(rows);
        return [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. Chunk("IHDR", header), .. before, .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var crc = 0xFFFFFFFF;
        foreach (var bit in from value in named from place in Enumerable.Range(0, 8) select (uint)(value >> place) & 1)
            crc = ((crc ^ bit) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), ~crc);
        return [.. frame[..4], .. named, .. frame[4..]];
    }
}
