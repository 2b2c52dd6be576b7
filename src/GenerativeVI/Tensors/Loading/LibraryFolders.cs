using System.Reflection;

namespace GenerativeVI.Tensors;

/// <summary>Where TorchSharp's native library and libtorch may lie.</summary>
internal static class LibraryFolders
{
    /// <summary>The libtorch that TorchSharp is built for. (<c>torch.__version__</c> says it too, but loads it first.)</summary>
    public const string TorchVersion = "2.10.0";

    /// <summary>In the order of preference: the user's own libtorch, what the program brings, NuGet's packages.</summary>
    public static IEnumerable<string> Of(Assembly torchSharp)
    {
        string?[] programs = [AppContext.BaseDirectory, Path.GetDirectoryName(torchSharp.Location)];
        return
        [
            .. Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } own ? [Path.Combine(own, "lib"), own] : (string[])[],
            .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. programs.OfType<string>().Where(folder => folder.Length > 0).SelectMany(folder => (string[])[folder, NativeAssets(folder)]),
            .. Packages(torchSharp).Select(folder => NativeAssets(folder)),
        ];
    }

    // The platforms of which TorchSharp has a package.
    private static string Platform => OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";

    private static string NativeAssets(string folder) => Path.Combine(folder, "runtimes", Platform, "native");

    private static string[] Packages(Assembly torchSharp)
    {
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return
        [
            Path.Combine(root, "torchsharp", torchSharp.GetName().Version?.ToString(3) ?? ""),
            Path.Combine(root, $"libtorch-cpu-{Platform}", TorchVersion),
        ];
    }
}
