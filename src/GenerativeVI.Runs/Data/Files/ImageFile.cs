using System.Runtime.InteropServices;
using SkiaSharp;

namespace GenerativeVI.Data;

/// <summary>
/// Pictures in PNG, JPEG, GIF, BMP or WebP: gray, colour, palette or CMYK, with or without transparency, interlaced or not, of 1 to 16 bits a sample, brought to 8. Colour profiles and gamma are
/// ignored; of an animation the first picture is taken; a photograph is turned as its camera says.
/// </summary>
/// <remarks>The size that a header claims is compared with the file's length before anything is allocated for the pixels. The decoders are those of Skia.</remarks>
public static class ImageFile
{
    private const long MostPixels = 1 << 27;

    // So few are allocated on a header's word, whatever the file's length: an empty picture packs into nothing.
    private const long FewPixels = 1 << 22;

    /// <summary>The endings of names that are taken for pictures.</summary>
    internal static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"];

    /// <summary>Decodes a file.</summary>
    /// <param name="path">The file; what it is, its content tells.</param>
    /// <returns>The picture, 8 bits a sample.</returns>
    /// <exception cref="DataException">The file is missing, unreadable, of another kind, damaged or too large.</exception>
    public static PngImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        return Decode(file.Take((UInt128)file.Capacity, "the file"), path);
    }

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <returns>The picture, 8 bits a sample: 1 or 3 channels where no pixel can be transparent, else 2 or 4.</returns>
    /// <exception cref="DataException">The bytes are of another kind, damaged, or claim too large a picture.</exception>
    public static PngImage Decode(byte[] file, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        using var codec = Open(file, source);
        var upright = Upright(Pixels(codec, file, source), codec.Info.Width, codec.EncodedOrigin, out var width);
        return Channels(upright, width, codec.Info.AlphaType != SKAlphaType.Opaque);
    }

    /// <summary>Width and height as they will be decoded, read from the header.</summary>
    internal static (int Width, int Height) SizeOf(string path)
    {
        using var file = DataFile.Open(path);
        using var codec = Open(file.Take((UInt128)file.Capacity, "the file"), path);
        return codec.EncodedOrigin >= SKEncodedOrigin.LeftTop ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
    }

    private static readonly SKEncodedImageFormat[] Formats =
    [
        SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Gif, SKEncodedImageFormat.Bmp, SKEncodedImageFormat.Webp,
    ];

    private static SKCodec Open(byte[] file, string source)
    {
        if (PngChunks.IsPng(file)) PngChunks.Verify(file, source);
        var codec = Codec(file, source, out var result);
        // Skia knows more formats, among them one that begins with two zeros, as idx files do.
        var isOther = codec is not null && !Formats.Contains(codec.EncodedFormat);
        if (isOther) codec!.Dispose();
        if (codec is null || isOther)
        {
            throw isOther || result == SKCodecResult.Unimplemented || file.Length < 4
                ? new DataException(source, "a PNG, JPEG, GIF, BMP or WebP file", $"first bytes {Convert.ToHexString(file.AsSpan(0, Math.Min(4, file.Length)))}")
                : Damaged(source, result);
        }
        try
        {
            RequireRoom(codec.Info.Width, codec.Info.Height, file, source);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static SKCodec? Codec(byte[] file, string source, out SKCodecResult result)
    {
        try
        {
            // A stream of Skia's own: one of .NET's could throw among native frames, which ends the process.
            return SKCodec.Create(new SKMemoryStream(file), out result);
        }
        catch (Exception e) when ((e as TypeInitializationException)?.InnerException is DllNotFoundException || e is DllNotFoundException)
        {
            throw new DataException($"{source}: pictures cannot be read, since Skia's library for this system is not here; add the package SkiaSharp.NativeAssets of this system, or give an npy file.", e);
        }
    }

    /// <summary>Refuses a size that the file cannot hold: a small file must not make us allocate a large picture.</summary>
    private static void RequireRoom(long width, long height, byte[] file, string source)
    {
        var room = file.Length * DataFile.MaximumExpansion;
        var holds = PngChunks.IsPng(file) ? (width * PngChunks.BitsOfAPixel(file) + 7) / 8 * height <= room : width * height <= Math.Max(FewPixels, room);
        if (!holds)
            throw new DataException(source, $"the data of {width} x {height} pixels", $"a file of {file.Length} bytes, which cannot hold them");
        if (width * height > MostPixels)
            throw new DataException(source, $"at most {MostPixels} pixels", $"{width} x {height}", "use a smaller image");
    }

    /// <summary>Red, green, blue and opacity of every pixel.</summary>
    private static byte[] Pixels(SKCodec codec, byte[] file, string source)
    {
        // Half floats hold the nearest of 256 levels of a sample of 16 bits, which Skia's own way to 8 bits cuts off.
        var isDeep = PngChunks.IsPng(file) && PngChunks.DepthOf(file) == 16;
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, isDeep ? SKColorType.RgbaF16 : SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var bytes = new byte[info.BytesSize64];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* place = bytes) result = codec.GetPixels(info, (nint)place);
        }
        if (result != SKCodecResult.Success) throw Damaged(source, result);
        return isDeep ? Levels(MemoryMarshal.Cast<byte, Half>(bytes)) : bytes;
    }

    private static byte[] Levels(ReadOnlySpan<Half> samples)
    {
        var levels = new byte[samples.Length];
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)Math.Clamp(Math.Round((double)samples[i] * byte.MaxValue), 0, byte.MaxValue);
        return levels;
    }

    private static DataException Damaged(string source, SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => new DataException(source, "a whole picture", "the end of the file in the middle of one", "get it again"),
        _ => new DataException(source, "an intact picture", $"a damaged one ({result})", "get it again"),
    };

    /// <summary>The pixels turned and mirrored as the file says that it must be shown.</summary>
    private static byte[] Upright(byte[] pixels, int width, SKEncodedOrigin origin, out int uprightWidth)
    {
        const int size = 4;
        var height = pixels.Length / size / width;
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        uprightWidth = isTurned ? height : width;
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default) return pixels;
        var target = new byte[pixels.Length];
        for (int y = 0, from = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, from += size)
            {
                var (right, down) = (width - 1 - x, height - 1 - y);
                var (column, row) = origin switch
                {
                    SKEncodedOrigin.TopRight => (right, y),
                    SKEncodedOrigin.BottomRight => (right, down),
                    SKEncodedOrigin.BottomLeft => (x, down),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (down, x),
                    SKEncodedOrigin.RightBottom => (down, right),
                    _ => (y, right),
                };
                pixels.AsSpan(from, size).CopyTo(target.AsSpan((row * uprightWidth + column) * size));
            }
        }
        return target;
    }

    /// <summary>The channels that are needed: one where red, green and blue agree everywhere, and opacity where there can be any.</summary>
    private static PngImage Channels(byte[] pixels, int width, bool alpha)
    {
        const int size = 4;
        var isGray = true;
        for (var i = 0; isGray && i < pixels.Length; i += size) isGray = pixels[i] == pixels[i + 1] && pixels[i] == pixels[i + 2];
        int[] kept = [.. isGray ? [0] : (int[])[0, 1, 2], .. alpha ? (int[])[3] : []];
        var samples = new byte[pixels.Length / size * kept.Length];
        for (int i = 0, to = 0; i < pixels.Length; i += size)
        {
            foreach (var channel in kept) samples[to++] = pixels[i + channel];
        }
        return new PngImage(samples, width, pixels.Length / size / width, kept.Length);
    }
}
