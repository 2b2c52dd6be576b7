namespace GenerativeVI.Data;

/// <summary>
/// Finds known sets on this machine. A folder to look in may hold a folder for each set (named with hyphens or underscores) or be the set's own folder.
/// </summary>
public sealed class DataLocator
{
    private const string Variable = "GENERATIVEVI_DATA";

    private readonly IReadOnlyList<DataFolder> _folders;
    private readonly DataFolder? _downloads;

    /// <summary>Looks in given folders only.</summary>
    /// <param name="folders">Where to look, in order; folders that do not exist are passed over.</param>
    /// <param name="downloads">Where a download goes unless part of the set is already somewhere; null refuses downloads.</param>
    public DataLocator(IReadOnlyList<DataFolder> folders, DataFolder? downloads) => (_folders, _downloads) = (folders, downloads);

    /// <summary>
    /// Looks where this toolkit keeps data: the given folder, the environment variable GENERATIVEVI_DATA, the <c>data</c> folder of the nearest folder that has one
    /// above the current one and above the program, /usr/share/datasets (Debian's packages) and the user's own folder of application data. A
    /// download goes to the first of these but /usr/share/datasets.
    /// </summary>
    /// <param name="dataDirectory">The folder that a person chose (<see cref="ImageOptions.DataDirectory"/>), or null.</param>
    /// <returns>The locator for this process, its folders fixed now.</returns>
    public static DataLocator ForThisMachine(string? dataDirectory = null)
    {
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        DataFolder?[] own =
        [
            Named(dataDirectory, "ImageOptions.DataDirectory") is { } chosen ? chosen with { IsChosen = true } : null,
            Named(Environment.GetEnvironmentVariable(Variable), Variable),
            Named(NearestDataFolder(Environment.CurrentDirectory), "the data folder of the current folder's project"),
            Named(NearestDataFolder(AppContext.BaseDirectory), "the program's data folder"),
        ];
        var user = Named(local.Length == 0 ? null : Path.Combine(local, "GenerativeVI", "data"), "the user's data folder");
        DataFolder?[] all = [.. own, new("/usr/share/datasets", "Debian's data packages"), user];
        return new DataLocator([.. all.OfType<DataFolder>().DistinctBy(folder => folder.Path)], own.FirstOrDefault(folder => folder is not null) ?? user);
    }

    /// <summary>Looks for one set.</summary>
    /// <param name="set">Which.</param>
    /// <returns>The first folder that has all its images, else the first that has any of its files, else none.</returns>
    public DataLocation Find(KnownSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var found = _folders.SelectMany(folder => Candidates(folder, set)).Select(place => At(set, place)).ToArray();
        return found.FirstOrDefault(location => location.IsPresent)
            ?? found.FirstOrDefault(location => location.Missing.Count < set.Files.Count)
            ?? new DataLocation(set, null, set.Files, _folders);
    }

    /// <summary>Looks for a single file that belongs to no known set.</summary>
    /// <param name="relative">Its place within a folder of data, with slashes.</param>
    /// <returns>The first that is there; null where there is none.</returns>
    public string? FindFile(string relative) =>
        _folders.Select(folder => Path.Combine(folder.Path, relative)).FirstOrDefault(File.Exists);

    /// <summary>Looks for every known set.</summary>
    /// <returns>One entry a set, in the registry's order.</returns>
    public IReadOnlyList<DataLocation> FindAll() => [.. KnownData.All.Select(Find)];

    /// <summary>Where a download of a set goes: to the part of it that is already here, so that it is completed or mended, else to the folder for downloads.</summary>
    /// <param name="set">Which.</param>
    /// <returns>The set's own folder, which may not exist yet.</returns>
    /// <exception cref="DataException">This locator has no folder for downloads.</exception>
    public string DownloadFolder(KnownSet set)
    {
        // A folder that a person chose is where it goes, whatever lies elsewhere.
        var looked = _folders is [{ IsChosen: true } chosen, ..] ? new DataLocator([chosen], _downloads) : this;
        if (looked.Find(set).Place is { } place)
            return place.Path;
        if (_downloads is null)
            throw new DataException($"{set.Name}: there is no folder to put a download into; name one with ImageOptions.DataDirectory or {Variable}.");
        return IsNamed(_downloads.Path, set) ? _downloads.Path : Path.Combine(_downloads.Path, set.Name);
    }

    private DataLocation At(KnownSet set, DataFolder place) => new(set, place, [.. set.Files.Where(file => file.In(place.Path) is null)], _folders);

    private static IEnumerable<DataFolder> Candidates(DataFolder folder, KnownSet set)
    {
        yield return folder with { Path = Path.Combine(folder.Path, set.Name) };
        yield return folder with { Path = Path.Combine(folder.Path, set.Name.Replace('-', '_')) };

        // The set's own folder. Sets share file names, so a folder that bears another set's name is not taken for this one.
        if (IsNamed(folder.Path, set) || KnownData.Find(NameOf(folder.Path)) is null)
            yield return folder;
    }

    private static bool IsNamed(string path, KnownSet set) => KnownData.Canonical(NameOf(path)) == set.Name;

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    private static DataFolder? Named(string? path, string why) => string.IsNullOrWhiteSpace(path) ? null : new DataFolder(Path.GetFullPath(path), why);

    /// <summary>The nearest folder called "data", exactly so (a source folder "Data" is another thing even where the file system ignores case), upwards but not at the root.</summary>
    private static string? NearestDataFolder(string start)
    {
        for (var folder = new DirectoryInfo(start); folder?.Parent is not null; folder = folder.Parent)
        {
            if (folder.Exists && folder.EnumerateDirectories("data", new EnumerationOptions { IgnoreInaccessible = true }).Any(child => child.Name == "data"))
                return Path.Combine(folder.FullName, "data");
        }
        return null;
    }
}
