namespace GenerativeVI.Data;

/// <summary>Images of one byte a pixel: the intensity is <c>Pixels[i] / White</c>, exactly one of White + 1 levels.</summary>
public sealed record ByteImages : ImageArray
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="pixels">N · D bytes, image after image, each 0 ≤ pixel ≤ white.</param>
    /// <param name="shape">[N, H, W], [N, C, H, W] or [N, D].</param>
    /// <param name="white">The value of intensity 1: 255 for photographs and scans, 1 for binary images; 1 ≤ white ≤ 255.</param>
    /// <exception cref="ArgumentException">The lengths disagree, or white is out of range.</exception>
    public ByteImages(byte[] pixels, long[] shape, int white = 255) : base(shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(white, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(white, 255);
        CheckLength(pixels.Length, shape);
        (Pixels, White) = (pixels, white);
    }

    /// <summary>N · D bytes, image after image, row-major. A tensor of bytes costs a quarter of the memory of one of floats.</summary>
    public byte[] Pixels { get; }

    /// <summary>The value of intensity 1.</summary>
    public int White { get; }

    /// <inheritdoc/>
    public override void CopyIntensities(long first, Span<float> destination)
    {
        var source = Pixels.AsSpan(checked((int)(first * Size)), destination.Length);
        for (int i = 0; i < source.Length; i++)
            destination[i] = source[i] / (float)White;
    }

    /// <inheritdoc/>
    public override ImageArray Select(ReadOnlySpan<int> indices) => new ByteImages(Gather(Pixels, indices), ShapeFor(indices.Length), White);
}
