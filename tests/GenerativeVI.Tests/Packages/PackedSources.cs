using System.Diagnostics;
using System.IO.Compression;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Packages;

/// <summary>
/// A copy of the sources, packed in the package build's shape into a folder that serves as the only feed. Where this build has TorchSharp's packages, they are
/// used; where it runs on the stand-in, the stand-in goes under their names into that folder, which nothing else ever sees.
/// </summary>
public sealed class PackedSources : IDisposable
{
    private const string TorchSharp = "0.107.0";

    private static readonly string[] Copied = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "README.md", ".editorconfig"];

    public PackedSources()
    {
        foreach (var name in Copied) Folder.Write($"sources/{name}", File.ReadAllBytes(Repository.Path(name)));
        foreach (var project in (string[])["src/GenerativeVI", "src/GenerativeVI.Cli"]) Copy(project);
        Directory.CreateDirectory(Feed(""));
        if (File.Exists(Shim)) WriteStandIns();
        Folder.Write("NuGet.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Feed("")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{(File.Exists(Shim) ? WithoutTorchSharp() : GlobalPackages)}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{Folder["packages"]}" /></config>
            </configuration>
            """);
        foreach (var project in (string[])["GenerativeVI", "GenerativeVI.Cli"])
            Dotnet(Folder["sources"], "pack", $"src/{project}", "-o", Feed(""), "-v", "q", "-p:RunAnalyzers=false", "-p:TorchBuild=package", "--disable-build-servers");
        Version = Path.GetFileName(Directory.GetFiles(Feed(""), "GenerativeVI.Cli.*.nupkg").Single())["GenerativeVI.Cli.".Length..^".nupkg".Length];
    }

    internal TempFolder Folder { get; } = new();

    internal string Version { get; }

    internal string Configuration => Folder["NuGet.config"];

    private static string Shim => Path.Combine(AppContext.BaseDirectory, "libtorchshim.so");

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
        start.Environment["NUGET_PACKAGES"] = program == "dotnet" || File.Exists(Shim) ? Folder["packages"] : GlobalPackages;
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

    // What is restored here, by links, without the packages that the stand-in takes the place of: set-up restores one only to see whether it can be loaded.
    private string WithoutTorchSharp()
    {
        var here = Directory.CreateDirectory(Folder["here"]).FullName;
        if (!Directory.Exists(GlobalPackages)) return here;
        foreach (var package in Directory.EnumerateDirectories(GlobalPackages))
        {
            var name = Path.GetFileName(package);
            if (!name.StartsWith("torchsharp", StringComparison.Ordinal) && !name.StartsWith("libtorch", StringComparison.Ordinal)) Directory.CreateSymbolicLink(Path.Combine(here, name), package);
        }
        return here;
    }

    // TorchSharp itself, and the package that carries libtorch, which here is the machine's own.
    private void WriteStandIns()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll");
        WritePackage("TorchSharp", "", ("lib/net10.0/TorchSharp.dll", assembly), ("runtimes/linux-x64/native/libtorchshim.so", Shim));
        WritePackage("TorchSharp-cpu", $"<dependencies><dependency id=\"TorchSharp\" version=\"{TorchSharp}\" /></dependencies>");
    }

    private void WritePackage(string id, string dependencies, params (string Place, string File)[] files)
    {
        using var package = ZipFile.Open(Feed($"{id}.{TorchSharp}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>{id}</id><version>{TorchSharp}</version>
                <authors>tests</authors><description>A stand-in for tests.</description>{dependencies}</metadata></package>
                """);
        }
        foreach (var (place, file) in files) package.CreateEntryFromFile(file, place);
    }
}
