namespace GenerativeVI.Data;

/// <summary>Images and, where known, their classes.</summary>
/// <param name="Images">N images.</param>
/// <param name="Labels">[N] class numbers in the same order, or null.</param>
public sealed record ImageSet(ImageArray Images, long[]? Labels = null)
{
    /// <summary>N.</summary>
    public long Count => Images.Count;

    internal ImageSet Select(ReadOnlySpan<int> indices)
    {
        long[]? labels = null;
        if (Labels is not null)
        {
            labels = new long[indices.Length];
            for (int i = 0; i < labels.Length; i++)
                labels[i] = Labels[indices[i]];
        }
        return new ImageSet(Images.Select(indices), labels);
    }
}
