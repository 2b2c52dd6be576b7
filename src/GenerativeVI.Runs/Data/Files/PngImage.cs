namespace GenerativeVI.Data;

/// <summary>One image of 8 bits a sample: row after row from the top, pixel after pixel, the samples of a pixel side by side.</summary>
public sealed record PngImage
{
    /// <summary>Wraps samples without copying them.</summary>
    /// <param name="samples">height · width · channels bytes.</param>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 gray, 2 gray and alpha, 3 red, green, blue, 4 with alpha.</param>
    /// <exception cref="ArgumentException">A number is out of range or the lengths disagree.</exception>
    public PngImage(byte[] samples, int width, int height, int channels)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        if (samples.Length != (long)width * height * channels)
            throw new ArgumentException($"samples: expected {width} x {height} x {channels} bytes, got {samples.Length}.", nameof(samples));
        (Samples, Width, Height, Channels) = (samples, width, height, channels);
    }

    /// <summary>height · width · channels bytes.</summary>
    public byte[] Samples { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Samples of a pixel: 1 gray, 2 gray and alpha, 3 red, green, blue, 4 with alpha.</summary>
    public int Channels { get; }
}
