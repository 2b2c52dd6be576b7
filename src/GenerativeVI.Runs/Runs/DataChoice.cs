using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>Which data a run's settings mean: once said, they mean the same at any time and from any folder.</summary>
public static class DataChoice
{
    /// <summary>
    /// The settings with their data named: the usual set chosen where they name none, and whole paths.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="note">Receives a sentence on what was chosen and why.</param>
    /// <param name="downloads">Receives the progress of a download; the usual set is downloaded where the connection is
    /// fast.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">None is named, and none of the usual ones can be had.</exception>
    public static RunSettings Settle(RunSettings settings, Action<string>? note = null, IProgress<DownloadProgress>? downloads = null, CancellationToken cancellation = default)
    {
        var directory = settings.DataDirectory is { } folder ? Path.GetFullPath(folder) : null;
        if (settings.Data is { } name) return settings with { DataDirectory = directory, Data = KnownData.Find(name) is null ? Found(Path.GetFullPath(name), directory, note) : name };
        var choice = ImageSource.ChooseDefault(new ImageOptions { DataDirectory = directory, Cancellation = cancellation, Progress = downloads });
        note?.Invoke($"{choice.Reason}.");
        return settings with { DataDirectory = directory, Data = choice.Name };
    }

    // A file that has gone from its place may lie in the folder that is given.
    private static string Found(string path, string? directory, Action<string>? note)
    {
        if (directory is null || Path.Exists(path) || In(directory, path) is not { } moved || !Path.Exists(moved)) return path;
        note?.Invoke($"{path} is not there any more; {moved} is taken.");
        return moved;
    }

    private static string In(string directory, string path) => Path.Combine(Path.GetFullPath(directory), Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));

    /// <summary>
    /// The settings with their data looked for in another folder: known sets there first, and files of one's own there
    /// under their own names where there are such.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="directory">The folder; the settings as they are when null.</param>
    internal static RunSettings In(RunSettings settings, string? directory)
    {
        if (directory is null) return settings;
        var moved = settings.Data is { } name && KnownData.Find(name) is null
            ? In(directory, name)
            : null;
        return settings with { DataDirectory = directory, Data = Path.Exists(moved) ? moved : settings.Data };
    }
}
