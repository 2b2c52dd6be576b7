namespace GenerativeVI.Data;

/// <summary>
/// How <see cref="ImageSource"/> finds and reads images. Everything has a default; a run names only what differs.
/// </summary>
public sealed record ImageOptions
{
    /// <summary>
    /// An existing folder to look in first: one with a folder for each set, or a set's own. Default: none.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// The axes of one image, [H, W], [C, H, W] or [H, W, C] with 1 or 3 channels C, where the file does not say (a row
    /// of a csv file, or of a matrix). Default: as the file says.
    /// </summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>
    /// The number that means white, above 0: the same for every part. Default: 1 where nothing exceeds it, 255 where
    /// whole numbers go beyond 2 and not beyond 255; others are refused.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public double? White
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity) ? value : throw new ArgumentOutOfRangeException(nameof(White), $"white: expected above 0, got {value}.");
    }

    /// <summary>
    /// [H, W] that pictures of a folder are brought to, without regard to their proportions. Default: all must be of
    /// one size.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not two lengths of at least 1.</exception>
    public IReadOnlyList<long>? Resize
    {
        get;
        init => field = value is null or [>= 1 and <= 1 << 16, >= 1 and <= 1 << 16]
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Resize), $"resize: expected a height and a width from 1 to {1 << 16}, got {string.Join(',', value)}.");
    }

    /// <summary>Whether images in colour become gray, by their luminance. Default: no.</summary>
    public bool Gray { get; init; }

    /// <summary>Where the labels of a csv file stand. Default: where its header says.</summary>
    public LabelColumn? Labels { get; init; }

    /// <summary>The array of an npz file that holds the images. Default: its only one.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// The share of images that becomes the test set where the source has none: its last ones. 0 &lt; share &lt; 1,
    /// default 0.1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public double TestShare
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(TestShare), $"test share: expected more than 0 and less than 1, got {value}.");
    } = 0.1;

    /// <summary>
    /// Whether a source without test images stays undivided: its training and its test images are then all that it has,
    /// one at least. Default: no.
    /// </summary>
    public bool Whole { get; init; }

    /// <summary>
    /// The number that is white in data read before, which these belong to: whole numbers are on its scale too.
    /// </summary>
    internal double? UsualWhite { get; init; }

    /// <summary>Whether a known set that is not here may be downloaded. Default: yes.</summary>
    public bool Download { get; init; } = true;

    /// <summary>
    /// Where known sets are looked for. Default: <see cref="DataLocator.ForThisMachine"/> with
    /// <see cref="DataDirectory"/>.
    /// </summary>
    public DataLocator? Locator { get; init; }

    /// <summary>What downloads them. Default: a downloader with its defaults.</summary>
    public Downloader? Downloader { get; init; }

    /// <summary>Receives the progress of a download. Default: nobody.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Stops a download.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// The locator; a folder that a person named and that is not there is a slip of the keyboard, not a place to pass
    /// over.
    /// </summary>
    internal DataLocator Places => Locator ?? (DataDirectory is null || Directory.Exists(DataDirectory)
        ? DataLocator.ForThisMachine(DataDirectory)
        : throw new DataException($"ImageOptions.DataDirectory {DataDirectory}: there is no such folder; correct it, or make it to have downloads put there."));
}
