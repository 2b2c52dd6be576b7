using System.Reflection.PortableExecutable;

namespace GenerativeVI.Tests.Architecture;

/// <summary>The project's files and what is built of them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    public static PEReader Library() => new(File.OpenRead(typeof(Recipe).Assembly.Location));

    public static PEReader CommandLine() => new(File.OpenRead(System.IO.Path.Combine(AppContext.BaseDirectory, "gvi.dll")));

    /// <summary>Source files below some folders, by their paths from the root.</summary>
    public static IReadOnlyDictionary<string, string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.GetFiles(Path(folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Intersect(["bin", "obj"]).Any())
        .ToDictionary(file => file, Read);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "GenerativeVI.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"no GenerativeVI.sln above {AppContext.BaseDirectory}: the architecture tests read the project's sources.");
    }
}
