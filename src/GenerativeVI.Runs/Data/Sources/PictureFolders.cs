namespace GenerativeVI.Data;

/// <summary>Folders that hold pictures, as the classes of image collections lie: a folder a class.</summary>
internal static class PictureFolders
{
    /// <summary>The folders in a folder that hold pictures, in the order of their classes; those that systems hide are none.</summary>
    public static string[] Of(string folder)
    {
        var children = Directory.GetDirectories(folder).Where(child => IsVisible(child) && ImageFolder.FilesOf(child).Length > 0).ToDictionary(child => Path.GetFileName(child));
        return [.. ClassLabels.Ordered(children.Keys).Select(name => children[name])];
    }

    /// <summary>Whether a folder holds pictures, itself or in folders of classes.</summary>
    public static bool HoldsPictures(string folder) => IsVisible(folder) && (ImageFolder.FilesOf(folder).Length > 0 || Of(folder).Length > 0);

    private static bool IsVisible(string folder) => Path.GetFileName(folder) is var name && !name.StartsWith('.') && name != "__MACOSX";
}
