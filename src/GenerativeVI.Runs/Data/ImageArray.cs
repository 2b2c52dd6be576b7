namespace GenerativeVI.Data;

/// <summary>
/// N images of one size in plain memory, before they become a tensor. An intensity lies in [0, 1]: 0 is black, 1 is white. <see cref="ByteImages"/> keeps what
/// most sets are, one byte a pixel; <see cref="FloatImages"/> is for everything finer.
/// </summary>
/// <param name="Shape">[N, H, W] for gray images, [N, C, H, W] for colour (red, green, blue), [N, D] for rows without a known height and width.</param>
public abstract record ImageArray(long[] Shape)
{
    /// <summary>N, the number of images.</summary>
    public long Count => Shape[0];

    /// <summary>D, the numbers in one image: the product of all axes but the first.</summary>
    public long Size => Shape[1..].Aggregate(1L, (product, length) => product * length);

    /// <summary>Writes intensities of consecutive images, image after image, each in row-major order.</summary>
    /// <param name="first">The first image to write, 0 ≤ first.</param>
    /// <param name="destination">Where to; its length is a multiple of <see cref="Size"/>, and first + length / Size ≤ <see cref="Count"/>.</param>
    public abstract void CopyIntensities(long first, Span<float> destination);

    /// <summary>The chosen images, in the order asked for, in new memory.</summary>
    /// <param name="indices">Which, each 0 ≤ index &lt; <see cref="Count"/>; repeats are allowed.</param>
    /// <returns>An array of the same kind with N = the number of indices.</returns>
    public abstract ImageArray Select(ReadOnlySpan<int> indices);

    /// <summary>Copies chosen images of <see cref="Size"/> elements each.</summary>
    private protected T[] Gather<T>(T[] source, ReadOnlySpan<int> indices)
    {
        int size = checked((int)Size);
        var target = GC.AllocateUninitializedArray<T>(checked(indices.Length * size));
        for (int i = 0; i < indices.Length; i++)
            source.AsSpan(checked(indices[i] * size), size).CopyTo(target.AsSpan(i * size));
        return target;
    }

    private protected long[] ShapeFor(int count) => [count, .. Shape[1..]];

    private protected static void CheckLength(long length, long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Length < 2 || shape.Aggregate(1L, (product, axis) => product * axis) != length)
            throw new ArgumentException($"images: expected as many numbers as [{string.Join(", ", shape)}] has, got {length}.");
    }
}
