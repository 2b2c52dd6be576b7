namespace GenerativeVI.Data;

/// <summary>Loads a known set: finds it, downloads it if need be, and accepts only the published content.</summary>
internal static class KnownSource
{
    public static ImageData Load(KnownSet set, ImageOptions options)
    {
        var location = options.Places.Find(set);
        if (!location.IsPresent)
            location = options.Download && set.IsPublic ? Fetch(set, options) : throw location.Absence();

        string folder = location.Place!.Path;
        var reader = new SourceReader(folder, options with { Shape = null, Labels = null, Key = null }) { Name = set.Name };
        var train = Part(SetPart.Train)!;
        return set.ShuffleSeed is { } seed
            ? reader.Split(train, seed)
            : reader.Data(train, Part(SetPart.Validation), Part(SetPart.Test)!, "the published split");

        ImageSet? Part(SetPart part)
        {
            var images = set.Files.FirstOrDefault(file => file.Part == part && !file.IsLabels);
            var labels = set.Files.FirstOrDefault(file => file.Part == part && file.IsLabels);
            return images is null ? null : reader.Images(
                Read(images, reader, set, location)!, labels is null ? null : Read(labels, reader, set, location) is { } read ? SourceReader.LabelsOf(read) : null, labels?.UnpackedName);
        }
    }

    /// <summary>Downloads a set to where it belongs and returns where that is.</summary>
    public static DataLocation Fetch(KnownSet set, ImageOptions options)
    {
        var own = options.Downloader is null ? new Downloader() : null;
        using (own)
        {
            (options.Downloader ?? own)!.FetchAsync(set, options.Places.DownloadFolder(set), options.Progress, options.Cancellation).GetAwaiter().GetResult();
        }
        var location = options.Places.Find(set);
        return location.IsPresent ? location : throw location.Absence();
    }

    private static NumericArray? Read(KnownFile file, SourceReader reader, KnownSet set, DataLocation location)
    {
        if (file.In(location.Place!.Path) is not { } path)
            return null;
        try
        {
            var array = reader.Numbers(path);
            if (array.Fingerprint == file.Fingerprint)
                return array;
            throw new DataException(path, $"{file.UnpackedName} of {set.Name}", KnownData.NameOf(array.Fingerprint!) ?? Other(array));
        }
        catch (DataException e)
        {
            throw e.Or(Remedy(set, location));
        }
    }

    private static string Other(NumericArray array) => array.Shape is [var length]
        ? $"one axis of {length} numbers, as a file of labels has"
        : $"other content of shape [{string.Join(", ", array.Shape)}]";

    private static string Remedy(KnownSet set, DataLocation location) => set switch
    {
        { Package: { } package } when location.Place!.Path.StartsWith("/usr/", StringComparison.Ordinal) => $"get it again with 'apt install --reinstall {package}'",
        { IsPublic: true } => $"get it again with 'gvi data get {set.Name}' and ImageOptions.DataDirectory {location.Place!.Path}",
        _ => "replace it by an intact copy",
    };
}
