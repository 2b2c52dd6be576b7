using SkiaSharp;

namespace GenerativeVI.Data;

/// <summary>
/// Reads pictures as one set of images. All must be of one size, unless they are brought to one. Where red, green and blue agree in every pixel of every file the images are gray; otherwise all become
/// RGB. Transparency is laid over white, as a page would show it.
/// </summary>
public static class ImageFolder
{
    /// <summary>Reads every picture of a folder, in the order of their names (ordinal). Folders inside are not entered.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="resize">[H, W] that all are brought to, without regard to their proportions; null to take them as they are.</param>
    /// <param name="gray">Whether colours become gray, by their luminance.</param>
    /// <returns>[N, H, W] gray or [N, 3, H, W] colour, white = 255.</returns>
    /// <exception cref="DataException">There is none, one is damaged, or one differs in size from most (it is named).</exception>
    public static ByteImages Read(string folder, IReadOnlyList<long>? resize = null, bool gray = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = FilesOf(folder);
        return files.Length > 0 ? Read(folder, files, resize, gray) : throw new DataException(folder, "PNG, JPEG, GIF, BMP or WebP files", "none");
    }

    /// <summary>Reads given pictures.</summary>
    internal static ByteImages Read(string folder, string[] files, IReadOnlyList<long>? resize, bool gray)
    {
        var (width, height) = resize is [var h, var w] ? ((int)w, (int)h) : CommonSize(files);
        if ((Int128)width * height * 3 * files.Length > Array.MaxLength)
            throw new DataException(
                folder, $"at most {Array.MaxLength} bytes of pixels, which is what one array holds", $"{files.Length} images of {width} x {height}", "make them smaller with ImageOptions.Resize, or use fewer");

        int plane = width * height;
        var colour = new byte[files.Length * plane * 3]; // [N, 3, H, W]
        bool isGray = true;
        for (int n = 0; n < files.Length; n++)
        {
            var pixels = OverWhite(ImageFile.Read(files[n]), out int ownWidth);
            if (resize is not null) pixels = Resized(pixels, ownWidth, width, height);
            isGray &= Planes(pixels, colour.AsSpan(n * plane * 3, plane * 3), gray);
        }
        return isGray ? new ByteImages(FirstPlanes(colour, plane), [files.Length, height, width]) : new ByteImages(colour, [files.Length, 3, height, width]);
    }

    /// <summary>The pictures of a folder, without those that systems hide.</summary>
    internal static string[] FilesOf(string folder)
    {
        try
        {
            var files = Directory.GetFiles(folder)
                .Where(file => !Path.GetFileName(file).StartsWith('.') && ImageFile.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).ToArray();
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder}: the folder cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static (int Width, int Height) CommonSize(string[] files)
    {
        var sizes = files.Select(ImageFile.SizeOf).ToArray();
        var common = sizes.GroupBy(size => size).MaxBy(group => group.Count())!.Key;
        int odd = Array.FindIndex(sizes, size => size != common);
        return odd < 0
            ? common
            : throw new DataException(
                files[odd], $"{common.Width} x {common.Height} pixels like most of its folder", $"{sizes[odd].Width} x {sizes[odd].Height}", "bring all to one size with ImageOptions.Resize, or take it out");
    }

    /// <summary>The pixels as red, green, blue and full opacity.</summary>
    private static byte[] OverWhite(PngImage image, out int width)
    {
        width = image.Width;
        bool colour = image.Channels >= 3, alpha = image.Channels % 2 == 0;
        var pixels = new byte[image.Width * image.Height * 4];
        for (int from = 0, to = 0; to < pixels.Length; from += image.Channels)
        {
            var opacity = alpha ? image.Samples[from + image.Channels - 1] : byte.MaxValue;
            for (int c = 0; c < 3; c++) pixels[to++] = Over(image.Samples[colour ? from + c : from], opacity);
            pixels[to++] = byte.MaxValue;
        }
        return pixels;
    }

    private static byte Over(byte sample, byte alpha) => (byte)((sample * alpha + 255 * (255 - alpha) + 127) / 255);

    private static unsafe byte[] Resized(byte[] pixels, int ownWidth, int width, int height)
    {
        var from = new SKImageInfo(ownWidth, pixels.Length / 4 / ownWidth, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var to = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (from.Size == to.Size) return pixels;
        var target = new byte[to.BytesSize];
        fixed (byte* source = pixels, place = target)
        {
            using var given = new SKPixmap(from, (nint)source);
            using var made = new SKPixmap(to, (nint)place);
            // Smaller levels of the picture are means over squares of it, so that nothing thin falls between the samples.
            given.ScalePixels(made, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        return target;
    }

    /// <summary>Splits an image into planes of red, green and blue; true if they agree everywhere.</summary>
    private static bool Planes(byte[] pixels, Span<byte> target, bool gray)
    {
        int plane = target.Length / 3;
        bool isGray = true;
        for (int i = 0; i < plane; i++)
        {
            var (red, green, blue) = (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]);
            if (gray) red = green = blue = Luminance.Of(red, green, blue);
            (target[i], target[plane + i], target[2 * plane + i]) = (red, green, blue);
            isGray &= red == green && red == blue;
        }
        return isGray;
    }

    private static byte[] FirstPlanes(byte[] colour, int plane)
    {
        var gray = new byte[colour.Length / 3];
        for (int n = 0; n < gray.Length / plane; n++)
            colour.AsSpan(n * plane * 3, plane).CopyTo(gray.AsSpan(n * plane));
        return gray;
    }
}
