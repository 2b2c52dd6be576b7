namespace GenerativeVI.Data;

/// <summary>Makes sense of a folder of a person's own: pictures, folders of pictures for parts or classes, or idx, npy, npz and csv files told apart by the words in their names.</summary>
internal static class FolderSource
{
    private static readonly (SetPart Part, string[] Words)[] Parts =
    [
        (SetPart.Test, ["test", "t10k"]),
        (SetPart.Validation, ["valid", "validation", "val"]),
        (SetPart.Train, ["train", "training"]),
    ];

    public static ImageData Load(string folder, ImageOptions options)
    {
        var reader = new SourceReader(folder, options);
        if (ImageFolder.FilesOf(folder).Length > 0)
            return reader.Split(reader.Folder(folder), seed: null);

        var children = Directory.GetDirectories(folder).Where(PictureFolders.HoldsPictures).ToArray();
        // A folder a class, and no folders of parts above them: shuffled, for the last tenth would be the last class.
        if (children.Length > 1 && !children.Any(IsPart))
            return reader.Split(reader.Folder(folder), seed: 0);
        if (Unique(children, SetPart.Train, folder) is { } images)
            return Join(reader, part => Unique(children, part, folder) is { } child ? reader.Folder(child) : null, reader.Folder(images), PictureFolders.Of(images).Length > 0 ? 0 : null);

        var files = Directory.GetFiles(folder).Where(file => FileKinds.ByName(file) is not null).ToArray();
        var labels = files.Where(IsLabels).ToArray();
        var pixels = files.Except(labels).ToArray();
        string first = Unique(pixels, SetPart.Train, folder)
            ?? throw new DataException(folder, "images (idx, npy, npz or csv files, or pictures)", "none", "see data/README.md for what a folder may hold");
        return Join(reader, part => Unique(pixels, part, folder) is { } file ? Read(file, part) : null, Read(first, SetPart.Train));

        ImageSet Read(string file, SetPart part) => reader.Images(file, Unique(labels, part, folder));
    }

    private static ImageData Join(SourceReader reader, Func<SetPart, ImageSet?> part, ImageSet train, int? seed = null)
    {
        var validation = part(SetPart.Validation);
        if (part(SetPart.Test) is { } test) return reader.Data(train, validation, test, "split as the folder is");
        // Tutorials put train and val side by side and test on the second.
        return validation is null ? reader.Split(train, seed) : reader.Data(train, null, validation, "split as the folder is; its validation images are the test set");
    }

    private static string? Unique(string[] paths, SetPart part, string folder)
    {
        var matches = paths.Where(path => PartOf(path) == part).Order(StringComparer.Ordinal).ToArray();
        return matches.Length <= 1
            ? matches.FirstOrDefault()
            : throw new DataException(folder, $"one source of {part.ToString().ToLowerInvariant()} data", string.Join(" and ", matches.Select(Path.GetFileName)), "give one of them by its path");
    }

    /// <summary>A name that says nothing is for training.</summary>
    private static SetPart PartOf(string path)
    {
        var words = WordsOf(path);
        return Parts.FirstOrDefault(part => part.Words.Any(words.Contains), (SetPart.Train, [])).Part;
    }

    /// <summary>Whether a name says that its folder is a part of a set.</summary>
    private static bool IsPart(string path) => WordsOf(path) is var words && Parts.Any(part => part.Words.Any(words.Contains));

    private static bool IsLabels(string path) => WordsOf(path) is var words && (words.Contains("labels") || words.Contains("label"));

    private static string[] WordsOf(string path)
        => [.. string.Concat(Path.GetFileName(path).Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')).Split(' ')];
}
