using System.Diagnostics;

namespace GenerativeVI.Cli.Machine;

/// <summary>The native libraries in this process that decide speed and behaviour.</summary>
/// <param name="Binding">What TorchSharp's API calls into: TorchSharp's own library, or this project's shim.</param>
/// <param name="Torch">libtorch itself.</param>
/// <param name="Blas">What multiplies matrices for it, where that is a library of its own.</param>
/// <param name="OpenMp">What runs its threads.</param>
internal sealed record LoadedLibraries(string? Binding, string? Torch, string? Blas, string? OpenMp)
{
    /// <summary>Those of this process, now.</summary>
    public static LoadedLibraries Here()
    {
        using var process = Process.GetCurrentProcess();
        var files = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(file => file.Length > 0).ToArray();
        return new LoadedLibraries(
            Binding: First("LibTorchSharp", "torchshim"),
            Torch: First("torch_cpu"),
            Blas: First("openblas", "mkl_core", "mkl_rt", "blis", "Accelerate", "libblas"),
            OpenMp: First("gomp", "iomp5", "libomp", "vcomp"));

        // By the file's name first: folders are called after one library and hold another.
        string? First(params string[] names) =>
            names.Select(name => Array.Find(files, file => Has(Path.GetFileName(file), name))).FirstOrDefault(file => file is not null);
    }

    /// <summary>Whether TorchSharp is this project's stand-in.</summary>
    public bool IsStandIn => Binding?.Contains("torchshim", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The name of the product behind a BLAS, told by its path; Debian's libblas.so.3 may be any of them.</summary>
    public string BlasName => Blas switch
    {
        null => "inside libtorch",
        var path when Has(path, "openblas") => "OpenBLAS",
        var path when Has(path, "mkl") => "MKL",
        var path when Has(path, "blis") => "BLIS",
        var path when Has(path, "atlas") => "ATLAS",
        var path when Has(path, "Accelerate") => "Accelerate",
        _ => "the reference BLAS, about twenty times slower than OpenBLAS: apt install libopenblas0-openmp",
    };

    private static bool Has(string path, string name) => path.Contains(name, StringComparison.OrdinalIgnoreCase);
}
