namespace GenerativeVI.Data;

/// <summary>
/// Reads a folder of PNG files as one set of images, in the order of their names (ordinal). All must be of one size. Where red, green and blue agree in
/// every pixel of every file the images are gray; otherwise all become RGB. Transparency is laid over white, as a page would show it. Folders inside are not entered.
/// </summary>
public static class PngFolder
{
    /// <summary>Reads every <c>*.png</c> of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>[N, H, W] gray or [N, 3, H, W] colour, white = 255.</returns>
    /// <exception cref="DataException">There is none, one is damaged, or one differs in size from most (it is named).</exception>
    public static ByteImages Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = FilesOf(folder);
        if (files.Length == 0)
            throw new DataException(folder, "PNG files", "none");
        var (width, height) = CommonSize(files);
        if ((Int128)width * height * 3 * files.Length > Array.MaxLength)
            throw new DataException(folder, $"at most {Array.MaxLength} bytes of pixels, which is what one array holds", $"{files.Length} images of {width} x {height}", "use smaller images");

        int plane = width * height;
        var colour = new byte[files.Length * plane * 3]; // [N, 3, H, W]
        bool gray = true;
        for (int n = 0; n < files.Length; n++)
            gray &= Planes(Png.Read(files[n]), colour.AsSpan(n * plane * 3, plane * 3));
        return gray ? new ByteImages(FirstPlanes(colour, plane), [files.Length, height, width]) : new ByteImages(colour, [files.Length, 3, height, width]);
    }

    internal static string[] FilesOf(string folder)
    {
        try
        {
            var files = Directory.GetFiles(folder, "*.png", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive });
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
        var sizes = files.Select(SizeOf).ToArray();
        var common = sizes.GroupBy(size => size).MaxBy(group => group.Count())!.Key;
        int odd = Array.FindIndex(sizes, size => size != common);
        return odd < 0
            ? common
            : throw new DataException(files[odd], $"{common.Width} x {common.Height} pixels like most of its folder", $"{sizes[odd].Width} x {sizes[odd].Height}", "resize it or take it out");
    }

    private static (int Width, int Height) SizeOf(string path)
    {
        using var file = DataFile.Open(path);
        var start = file.Take((UInt128)Math.Min(file.Capacity, PngChunks.Signature.Length + PngHeader.Length + 12), "the PNG header");
        var header = PngDecoder.ReadHeader(start, path, out _);
        header.RequireRoom(file.Capacity, path);
        return (header.Width, header.Height);
    }

    /// <summary>Splits an image into planes of red, green and blue; true if they agree everywhere.</summary>
    private static bool Planes(PngImage image, Span<byte> target)
    {
        int plane = image.Width * image.Height;
        bool colour = image.Channels >= 3, alpha = image.Channels % 2 == 0, gray = true;
        for (int i = 0; i < plane; i++)
        {
            var pixel = image.Samples.AsSpan(i * image.Channels, image.Channels);
            for (int c = 0; c < 3; c++)
                target[c * plane + i] = OverWhite(pixel[colour ? c : 0], alpha ? pixel[^1] : (byte)255);
            gray &= target[i] == target[plane + i] && target[i] == target[2 * plane + i];
        }
        return gray;
    }

    private static byte OverWhite(byte sample, byte alpha) => (byte)((sample * alpha + 255 * (255 - alpha) + 127) / 255);

    private static byte[] FirstPlanes(byte[] colour, int plane)
    {
        var gray = new byte[colour.Length / 3];
        for (int n = 0; n < gray.Length / plane; n++)
            colour.AsSpan(n * plane * 3, plane).CopyTo(gray.AsSpan(n * plane));
        return gray;
    }
}
