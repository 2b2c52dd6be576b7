using System.Buffers.Binary;
using System.IO.Compression;

namespace GenerativeVI.Data;

/// <summary>
/// PNG images, read and written without any imaging library. Read: gray, gray with alpha, RGB, RGBA and palette, of 1, 2, 4, 8 or 16 bits a sample, brought to 8;
/// a palette becomes RGB, or RGBA if it has transparent entries. Interlaced files are refused; colour profiles, gamma and a single transparent colour
/// outside a palette are ignored. Written: the four kinds of <see cref="PngImage"/>, 8 bits.
/// </summary>
/// <remarks>Every chunk's checksum is verified. Source: W3C, Portable Network Graphics (PNG) Specification, third edition.</remarks>
public static class Png
{
    /// <summary>Decodes an image file.</summary>
    /// <param name="path">A PNG file.</param>
    /// <returns>The image, 8 bits a sample.</returns>
    /// <exception cref="DataException">The file is missing, unreadable, not PNG, interlaced or damaged.</exception>
    public static PngImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        return Decode(file.Take((UInt128)file.Capacity, "the file"), path);
    }

    /// <summary>Decodes an image from memory.</summary>
    /// <param name="file">The bytes of a PNG file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <returns>The image, 8 bits a sample.</returns>
    /// <exception cref="DataException">The bytes are not PNG, are interlaced or damaged.</exception>
    public static PngImage Decode(ReadOnlySpan<byte> file, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return new PngDecoder(source).Decode(file);
    }

    /// <summary>Encodes an image: lossless, the same bytes for the same image.</summary>
    /// <param name="image">What to encode.</param>
    /// <returns>The bytes of a PNG file.</returns>
    public static byte[] Encode(PngImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels switch { 1 => PngColour.Gray, 2 => PngColour.GrayAlpha, 3 => PngColour.Rgb, _ => PngColour.Rgba });

        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        PngChunks.Write(file, "IHDR"u8, header);
        PngChunks.Write(file, "IDAT"u8, Pack(image));
        PngChunks.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Writes an image file whole or not at all.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="image">What to write.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    public static void Write(string path, PngImage image)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(Encode(image)));
    }

    private static ReadOnlySpan<byte> Pack(PngImage image)
    {
        var packed = new MemoryStream();
        using (var rows = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int stride = image.Width * image.Channels;
            for (int y = 0; y < image.Height; y++)
            {
                rows.WriteByte(0);
                rows.Write(image.Samples.AsSpan(y * stride, stride));
            }
        }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
