namespace GenerativeVI.Data;

/// <summary>Images of one float a pixel, for intensities that are not one of 256 levels.</summary>
public sealed record FloatImages : ImageArray
{
    /// <summary>Wraps intensities without copying them.</summary>
    /// <param name="intensities">N · D numbers in [0, 1], image after image.</param>
    /// <param name="shape">[N, H, W], [N, C, H, W] or [N, D].</param>
    /// <exception cref="ArgumentException">The lengths disagree.</exception>
    public FloatImages(float[] intensities, long[] shape) : base(shape)
    {
        ArgumentNullException.ThrowIfNull(intensities);
        CheckLength(intensities.Length, shape);
        Intensities = intensities;
    }

    /// <summary>N · D numbers in [0, 1], image after image, row-major.</summary>
    public float[] Intensities { get; }

    /// <inheritdoc/>
    public override void CopyIntensities(long first, Span<float> destination)
        => Intensities.AsSpan(checked((int)(first * Size)), destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override ImageArray Select(ReadOnlySpan<int> indices) => new FloatImages(Gather(Intensities, indices), ShapeFor(indices.Length));
}
