namespace GenerativeVI.Data;

/// <summary>What a source gives: images to fit, to choose by and to report on, all of one size, and where they came from.</summary>
/// <param name="Train">To fit.</param>
/// <param name="Validation">To choose settings by; null where the source does not set any aside.</param>
/// <param name="Test">To report on.</param>
/// <param name="Provenance">Which files, and what was done to them.</param>
public sealed record ImageData(ImageSet Train, ImageSet? Validation, ImageSet Test, Provenance Provenance)
{
    /// <summary>What is worth knowing of how the source was read and of what is in it, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The axes of one image: [H, W], [C, H, W] or [D].</summary>
    public long[] Shape => Train.Images.Shape[1..];
}
