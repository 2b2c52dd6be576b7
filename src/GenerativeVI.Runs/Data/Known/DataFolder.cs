namespace GenerativeVI.Data;

/// <summary>A folder to look for data sets in, which may or may not exist.</summary>
/// <param name="Path">The folder: one that holds a folder for each set, or the folder of one set.</param>
/// <param name="Why">Who named it, for messages: "ImageOptions.DataDirectory", "GENERATIVEVI_DATA", "the project's data folder" …</param>
public sealed record DataFolder(string Path, string Why)
{
    /// <summary>Whether a person chose it for this call, so that downloads go there whatever lies elsewhere.</summary>
    public bool IsChosen { get; init; }

    /// <summary>The folder and who named it.</summary>
    /// <returns>Path, then the reason in brackets.</returns>
    public override string ToString() => $"{Path} ({Why})";
}
