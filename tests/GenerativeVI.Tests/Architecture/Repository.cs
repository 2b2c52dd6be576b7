using System.Reflection;
using System.Reflection.PortableExecutable;
using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Architecture;

/// <summary>The project's files and what is built of them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Asserts that each C# block of a page stands, line by line, in files that are compiled.</summary>
    /// <param name="page">The page.</param>
    /// <param name="blocks">How many it has: a page that is hardly read would pass.</param>
    /// <param name="sources">The files.</param>
    public static void AssertCompiled(string page, int blocks, params string[] sources)
    {
        var compiled = string.Concat(sources.Select(source => Lines(Read(source))));
        var code = Read(page).Split("```csharp\n")[1..].Select(part => part.Split("```")[0]).ToArray();
        Assert.Equal(blocks, code.Length);
        Assert.All(code, block => Assert.Contains(Lines(block), compiled, StringComparison.Ordinal));

        static string Lines(string text) => string.Concat(
            text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));
    }

    /// <summary>The two libraries: the mathematics, and the runs that stand on it.</summary>
    public static IReadOnlyList<Assembly> Libraries { get; } = [typeof(Normal).Assembly, typeof(Recipe).Assembly];

    /// <summary>The folders of the two libraries' sources.</summary>
    public static string[] LibraryFolders { get; } = [.. Libraries.Select(library => $"src/{library.GetName().Name}")];

    public static PEReader Open(Assembly assembly) => new(File.OpenRead(assembly.Location));

    /// <summary>What the two libraries use.</summary>
    public static IReadOnlySet<Use> Uses() => Libraries.SelectMany(library =>
    {
        using var file = Open(library);
        return MetadataUses.Of(file);
    }).ToHashSet();

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
