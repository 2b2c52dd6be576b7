using System.Buffers.Binary;
using System.IO.Compression;

namespace GenerativeVI.Data;

/// <summary>PNG images, written without any imaging library so that the same image is the same bytes everywhere. <see cref="ImageFile"/> reads them.</summary>
/// <remarks>Written are the four kinds of <see cref="PngImage"/>, 8 bits. Source: W3C, Portable Network Graphics (PNG) Specification, third edition.</remarks>
public static class Png
{
    // Its numbers of the kinds of one to four channels: gray, gray with opacity, colour, colour with opacity.
    private static ReadOnlySpan<byte> Kinds => [0, 4, 2, 6];

    /// <summary>Encodes an image: lossless, the same bytes for the same image.</summary>
    /// <param name="image">What to encode.</param>
    /// <returns>The bytes of a PNG file.</returns>
    public static byte[] Encode(PngImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var header = new byte[PngChunks.HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = Kinds[image.Channels - 1];

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
