using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>How the files of images are read where they do not say it themselves.</summary>
public sealed record ReadingSettings
{
    /// <summary>The number that means white; null to take it from the numbers where there is no doubt.</summary>
    public double? White { get; init; }

    /// <summary>[H, W] that pictures are brought to; null to take them as they are.</summary>
    public IReadOnlyList<long>? Resize { get; init; }

    /// <summary>Whether images in colour become gray.</summary>
    public bool Gray { get; init; }

    /// <summary>Where the labels of a csv file stand; null where its header says.</summary>
    public LabelColumn? Labels { get; init; }

    /// <summary>The array of an npz file that holds the images; null for its only one.</summary>
    public string? Key { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.Above0("white", White);
        if (Resize is not (null or [>= 1 and <= 1 << 16, >= 1 and <= 1 << 16]))
            throw new ArgumentException($"resize: expected a height and a width from 1 to {1 << 16}, such as 28,28, got {string.Join(',', Resize)}.");
    }

    /// <summary>The options of a source read so.</summary>
    internal ImageOptions Apply(ImageOptions options) => options with { White = White, Resize = Resize, Gray = Gray, Labels = Labels, Key = Key };
}
