using System.Diagnostics;

namespace GenerativeVI.Cli.Machine;

/// <summary>The native libraries in this process that decide speed and behaviour.</summary>
/// <param name="Binding">TorchSharp's own.</param>
/// <param name="Torch">libtorch itself.</param>
/// <param name="OpenMp">What runs its threads.</param>
internal sealed record LoadedLibraries(string? Binding, string? Torch, string? OpenMp)
{
    /// <summary>Those of this process, now.</summary>
    public static LoadedLibraries Here()
    {
        using var process = Process.GetCurrentProcess();
        var files = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(file => file.Length > 0).ToArray();
        return new LoadedLibraries(
            Binding: First("LibTorchSharp"),
            Torch: First("torch_cpu"),
            OpenMp: First("gomp", "iomp5", "libomp", "vcomp"));

        // By the file's name first: folders are called after one library and hold another.
        string? First(params string[] names) =>
            names.Select(name => Array.Find(files, file => Has(Path.GetFileName(file), name))).FirstOrDefault(file => file is not null);
    }

    private static bool Has(string path, string name) => path.Contains(name, StringComparison.OrdinalIgnoreCase);
}
