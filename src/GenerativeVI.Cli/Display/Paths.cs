namespace GenerativeVI.Cli.Display;

/// <summary>Paths as a person would type them.</summary>
internal static class Paths
{
    /// <summary>
    /// Relative where the file lies under the current folder, full elsewhere; in quotes where it holds a space.
    /// </summary>
    public static string Short(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        var shorter = relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
        return shorter.Contains(' ') ? $"\"{shorter}\"" : shorter;
    }
}
