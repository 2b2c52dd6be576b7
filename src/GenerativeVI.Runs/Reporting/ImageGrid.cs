using GenerativeVI.Data;

namespace GenerativeVI.Reporting;

/// <summary>Lays images out in rows on a gray sheet: samples side by side, or originals with their reconstructions below.</summary>
/// <param name="Columns">Images in a row, at least 1; default 8.</param>
/// <param name="Zoom">Each pixel becomes a square of this side, at least 1; default 2.</param>
/// <param name="Gap">Sheet between and around images in pixels of the result, at least 0; default 2.</param>
/// <remarks>Intensities are drawn in 256 levels; what lies outside [0, 1], as the mean of a Gaussian may, is drawn as 0 or 1, and NaN as 0. A picture only: nothing is computed from it.</remarks>
public sealed record ImageGrid(int Columns = 8, int Zoom = 2, int Gap = 2)
{
    private const byte Sheet = 96;

    /// <summary>Draws images in their order, row after row.</summary>
    /// <param name="intensities">N images, image after image, row-major, 0 black to 1 white.</param>
    /// <param name="shape">[N, H, W] for gray, [N, 3, H, W] for colour; N ≥ 1.</param>
    /// <returns>⌈N / Columns⌉ rows; gray or RGB.</returns>
    /// <exception cref="ArgumentException">The shape is another, or has another number of elements.</exception>
    public PngImage Draw(ReadOnlySpan<float> intensities, ReadOnlySpan<long> shape)
    {
        var (count, channels, height, width) = Axes(shape, intensities.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1, nameof(Columns));
        ArgumentOutOfRangeException.ThrowIfLessThan(Zoom, 1, nameof(Zoom));
        ArgumentOutOfRangeException.ThrowIfNegative(Gap, nameof(Gap));

        int columns = Math.Min(Columns, count), rows = (count + columns - 1) / columns;
        int stepX = width * Zoom + Gap, stepY = height * Zoom + Gap;
        int sheetWidth = columns * stepX + Gap, sheetHeight = rows * stepY + Gap;
        var samples = new byte[checked(sheetWidth * sheetHeight * channels)];
        Array.Fill(samples, Sheet);
        for (int n = 0; n < count; n++)
        {
            var image = intensities.Slice(n * channels * height * width, channels * height * width);
            int left = Gap + n % columns * stepX, top = Gap + n / columns * stepY;
            for (int y = 0; y < height * Zoom; y++)
            {
                for (int x = 0; x < width * Zoom; x++)
                {
                    int target = ((top + y) * sheetWidth + left + x) * channels;
                    for (int c = 0; c < channels; c++)
                        samples[target + c] = Level(image[(c * height + y / Zoom) * width + x / Zoom]);
                }
            }
        }
        return new PngImage(samples, sheetWidth, sheetHeight, channels);
    }

    /// <summary>Draws pairs: a row of originals, below it the row of their reconstructions, and so on.</summary>
    /// <param name="originals">N images, as for <see cref="Draw"/>.</param>
    /// <param name="reconstructions">N images in the same order.</param>
    /// <param name="shape">[N, H, W] or [N, 3, H, W], of either.</param>
    /// <returns>2 ⌈N / Columns⌉ rows.</returns>
    /// <exception cref="ArgumentException">The shape is another, or has another number of elements.</exception>
    public PngImage DrawPairs(ReadOnlySpan<float> originals, ReadOnlySpan<float> reconstructions, ReadOnlySpan<long> shape)
    {
        var (count, channels, height, width) = Axes(shape, originals.Length);
        Axes(shape, reconstructions.Length);
        int size = channels * height * width, columns = Math.Min(Columns, count), rows = (count + columns - 1) / columns;
        var both = new float[2 * rows * columns * size];
        Array.Fill(both, Sheet / 255f);
        for (int n = 0; n < count; n++)
        {
            int above = n / columns * 2 * columns + n % columns;
            originals.Slice(n * size, size).CopyTo(both.AsSpan(above * size));
            reconstructions.Slice(n * size, size).CopyTo(both.AsSpan((above + columns) * size));
        }
        long[] pairs = [2L * rows * columns, .. shape[1..]];
        return Draw(both, pairs);
    }

    private static (int Count, int Channels, int Height, int Width) Axes(ReadOnlySpan<long> shape, int length)
    {
        var (count, channels, height, width) = shape switch
        {
            [var n, var h, var w] => (n, 1L, h, w),
            [var n, 3, var h, var w] => (n, 3L, h, w),
            _ => throw new ArgumentException($"images: expected [N, H, W] or [N, 3, H, W], got [{string.Join(", ", shape.ToArray())}]; give the shape of one image."),
        };
        if (count < 1 || height < 1 || width < 1 || count * channels * height * width != length)
            throw new ArgumentException($"images: expected as many numbers as [{string.Join(", ", shape.ToArray())}] has, got {length}.");
        return ((int)count, (int)channels, (int)height, (int)width);
    }

    private static byte Level(float intensity) => (byte)MathF.Round(255 * Math.Clamp(float.IsNaN(intensity) ? 0 : intensity, 0, 1));
}
