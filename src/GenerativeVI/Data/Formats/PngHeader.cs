using System.Buffers.Binary;

namespace GenerativeVI.Data;

/// <summary>The first chunk of a PNG file, IHDR: how large the image is and how its samples are packed.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour)
{
    public const int Length = 13;

    /// <summary>Samples of a pixel as stored; a palette stores one index.</summary>
    public int StoredChannels => Colour switch { PngColour.GrayAlpha => 2, PngColour.Rgb => 3, PngColour.Rgba => 4, _ => 1 };

    public long RowBytes => ((long)Width * StoredChannels * Depth + 7) / 8;

    /// <summary>How far back "the pixel before" lies for the row filters.</summary>
    public int FilterStep => Math.Max(1, StoredChannels * Depth / 8);

    /// <summary>All rows, unpacked, each with the byte that names its filter.</summary>
    public long ContentBytes => Height * (RowBytes + 1);

    /// <summary>Refuses a size that the compressed data cannot hold, or one array of pixels with four samples each: a small file must not make us allocate a large image.</summary>
    public void RequireRoom(long packedBytes, string source)
    {
        if (ContentBytes > packedBytes * DataFile.MaximumExpansion)
            throw new DataException(source, $"the data of {Width} x {Height} pixels", $"{packedBytes} bytes of compressed data, which cannot hold them");
        if ((long)Width * Height > Array.MaxLength / 4)
            throw new DataException(source, $"at most {Array.MaxLength / 4} pixels", $"{Width} x {Height}", "use a smaller image");
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data, string source)
    {
        if (data.Length != Length)
            throw new DataException(source, $"an image header of {Length} bytes", $"{data.Length}");
        var header = new PngHeader(BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[8], (PngColour)data[9]);
        if (header.Width < 1 || header.Height < 1)
            throw new DataException(source, "a width and a height of at least 1", $"{header.Width} x {header.Height}");
        if (!header.IsLegal || data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new DataException(source, "a colour type, bit depth and methods that PNG defines", $"{Convert.ToHexString(data[8..])}");
        return data[12] == 0 ? header : throw new DataException(source, "an image stored row by row", "an interlaced one", "save it without interlacing");
    }

    private bool IsLegal => Colour switch
    {
        PngColour.Gray => Depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => Depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GrayAlpha or PngColour.Rgba => Depth is 8 or 16,
        _ => false,
    };
}
