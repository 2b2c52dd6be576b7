using System.Diagnostics;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Packages;

/// <summary>A copy of the sources, packed into a folder that serves as the only feed beside the packages that are restored here already.</summary>
public sealed class PackedSources : IDisposable
{
    private static readonly string[] Copied = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "README.md", ".editorconfig"];

    public PackedSources()
    {
        foreach (var name in Copied) Folder.Write($"sources/{name}", File.ReadAllBytes(Repository.Path(name)));
        foreach (var project in (string[])["src/CallRedirection", "src/GenerativeVI", "src/GenerativeVI.Runs", "src/GenerativeVI.Cli"]) Copy(project);
        Directory.CreateDirectory(Feed(""));
        Folder.Write("NuGet.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Feed("")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{GlobalPackages}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{Folder["packages"]}" /></config>
            </configuration>
            """);
        foreach (var project in (string[])["GenerativeVI", "GenerativeVI.Runs", "GenerativeVI.Cli"])
            Dotnet(Folder["sources"], "pack", $"src/{project}", "-o", Feed(""), "-v", "q", "-p:RunAnalyzers=false", "--disable-build-servers");
        Version = Path.GetFileName(Directory.GetFiles(Feed(""), "GenerativeVI.Cli.*.nupkg").Single())["GenerativeVI.Cli.".Length..^".nupkg".Length];
    }

    internal TempFolder Folder { get; } = new();

    internal string Version { get; }

    internal string Configuration => Folder["NuGet.config"];

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    internal string Feed(string name) => Path.Combine(Folder["feed"], name);

    internal string Dotnet(string folder, params string[] arguments) => Run(folder, "dotnet", arguments);

    /// <summary>What a program printed; it must end well.</summary>
    internal string Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing of this may reach the packages of the person who runs the tests.
        // Only an installed tool finds its libtorch among those, where there is one.
        start.Environment["NUGET_PACKAGES"] = program == "dotnet" ? Folder["packages"] : GlobalPackages;
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(inherited);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}:\n{output}{error.Result}");
        return output;
    }

    public void Dispose() => Folder.Dispose();

    private void Copy(string project)
    {
        var root = Repository.Path(project);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()) Folder.Write($"sources/{project}/{relative}", File.ReadAllBytes(file));
        }
    }
}
