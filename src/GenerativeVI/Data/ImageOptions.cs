namespace GenerativeVI.Data;

/// <summary>How <see cref="ImageSource"/> finds and reads images. Everything has a default; a run names only what differs.</summary>
public sealed record ImageOptions
{
    /// <summary>An existing folder to look in first, as <c>--data-dir</c> gives it: one with a folder for each set, or a set's own. Default: none.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The axes of one image, [H, W] or [C, H, W], where the file does not say (a row of a csv file, or of a matrix). Default: as the file says.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>The value that means white, 1 to 255. Default: 255 where any value exceeds 1, else 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int? White
    {
        get;
        init => field = value is null or (>= 1 and <= 255) ? value : throw new ArgumentOutOfRangeException(nameof(White), $"white: expected 1 to 255, got {value}.");
    }

    /// <summary>The share of images that becomes the test set where the source has none: its last ones. 0 &lt; share &lt; 1, default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public double TestShare
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(TestShare), $"test share: expected more than 0 and less than 1, got {value}.");
    } = 0.1;

    /// <summary>Whether a known set that is not here may be downloaded. Default: yes.</summary>
    public bool Download { get; init; } = true;

    /// <summary>Where known sets are looked for. Default: <see cref="DataLocator.ForThisMachine"/> with <see cref="DataDirectory"/>.</summary>
    public DataLocator? Locator { get; init; }

    /// <summary>What downloads them. Default: a downloader with its defaults.</summary>
    public Downloader? Downloader { get; init; }

    /// <summary>Told how a download gets on. Default: nobody.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Stops a download.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The locator; a folder that a person named and that is not there is a slip of the keyboard, not a place to pass over.</summary>
    internal DataLocator Places => Locator ?? (DataDirectory is null || Directory.Exists(DataDirectory)
        ? DataLocator.ForThisMachine(DataDirectory)
        : throw new DataException($"--data-dir {DataDirectory}: there is no such folder; correct it, or make it to have downloads put there."));
}
