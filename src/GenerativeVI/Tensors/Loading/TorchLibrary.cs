using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace GenerativeVI.Tensors;

/// <summary>Loads TorchSharp's native library, also on systems where TorchSharp alone does not load.</summary>
/// <remarks>
/// TorchSharp 0.107 is built with GCC 13, whose <c>&lt;iostream&gt;</c> leaves a marker, the version GLIBCXX_3.4.32 of libstdc++.so.6, that the C++ libraries of Debian 12 and
/// Ubuntu 22.04 do not have and that nothing uses. Where .NET cannot load the library, this class makes that one requirement weak in a copy in memory and loads the copy. No file
/// is written or changed. Every other requirement is left to the system's linker, so a system that is too old in another way is still refused. Where the library loads as it is,
/// nothing happens. The same path finds a libtorch that is not beside the program: in the folder that the environment variable LIBTORCH names, or among NuGet's packages.
/// </remarks>
public static partial class TorchLibrary
{
    private const string Binding = "LibTorchSharp", Torch = "torch_cpu";

    private static readonly Lock Loading = new();
    private static nint binding;

    /// <summary>What had to be done so that TorchSharp's native library could be loaded, in a sentence; null where nothing had to be done, or before it is loaded.</summary>
    public static string? Mended { get; private set; }

    /// <summary>The version of libtorch that TorchSharp needs: another one has other entry points.</summary>
    public static string RequiredVersion => LibraryFolders.TorchVersion;

    /// <summary>Loads libtorch and TorchSharp's native library, unless they are loaded already.</summary>
    /// <exception cref="DllNotFoundException">One of them is missing, or this system lacks something they need: the message says what and what to do.</exception>
    public static void Load()
    {
        var torchSharp = typeof(torch).Assembly;
        LoadTorch(torchSharp);
        if (NativeLibrary.TryLoad(Binding, torchSharp, null, out _)) return;
        throw new DllNotFoundException(
            $"{FileName(Binding)} cannot be loaded on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier}); "
            + "TorchSharp runs on x64 Linux with glibc, x64 Windows and arm64 macOS.");
    }

    /// <summary>
    /// Lets the MKL inside libtorch multiply matrices by its AVX-512 kernels on AMD processors that have AVX-512 (Zen 4
    /// and later); by itself it takes those for AVX2 there, at about half the speed.
    /// </summary>
    /// <returns>
    /// Whether it will: false on other processors, which need nothing, and systems, with a libtorch whose MKL is another,
    /// and where MKL was used before this call. Results differ from those of the other kernels by rounding.
    /// </returns>
    /// <remarks>Libtorch is loaded if it is not yet. Nothing outside this process changes.</remarks>
    public static bool UseAvx512Products() =>
        MklKernels.AreForThisProcessor && LoadTorch(typeof(torch).Assembly) is var library and not 0 && MklKernels.Take(library);

    /// <summary>A copy of TorchSharp's native library for Linux that does not ask for the marker GLIBCXX_3.4.32.</summary>
    /// <param name="library">The library's bytes: a 64-bit little-endian ELF file.</param>
    /// <returns>As many bytes, of which one bit differs: VER_FLG_WEAK of the one entry of the section <c>.gnu.version_r</c>.</returns>
    /// <exception cref="InvalidDataException">It is no such file, is cut short, does not ask for the marker, or uses that version for more than the marker.</exception>
    public static byte[] Mend(ReadOnlySpan<byte> library) => VersionMarker.MakeWeak(library);

    // .NET raises this event where its own search has failed, and only there: a system that needs no mend never gets here.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2255", Justification = "TorchSharp loads its library when its first type is used, which may be before any call into this one that could prepare it.")]
    internal static void Watch()
    {
        var torchSharp = typeof(torch).Assembly;
        (AssemblyLoadContext.GetLoadContext(torchSharp) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll += (assembly, name) =>
            assembly != torchSharp ? 0 : name switch
            {
                Binding => FindBinding(assembly),
                Torch => LibraryFolders.Of(assembly).Select(folder => LoadFrom(folder, Torch)).FirstOrDefault(handle => handle != 0),
                _ => 0,
            };
    }

    // By path: under its name alone the linker might take the system's own libtorch, which is another version.
    private static nint LoadTorch(Assembly torchSharp) =>
        LibraryFolders.Of(torchSharp).Select(folder => LoadFrom(folder, Torch)).FirstOrDefault(handle => handle != 0) is var found and not 0
            ? found
            : NativeLibrary.TryLoad(Torch, torchSharp, null, out var handle) ? handle : 0;

    private static nint FindBinding(Assembly torchSharp)
    {
        lock (Loading)
        {
            if (binding != 0) return binding;
            var folders = LibraryFolders.Of(torchSharp).ToArray();
            var file = folders.Select(folder => Path.Combine(folder, FileName(Binding))).FirstOrDefault(File.Exists);
            if (file is null)
            {
                throw new DllNotFoundException(
                    $"{FileName(Binding)} of the package TorchSharp is neither beside the program nor among NuGet's packages; "
                    + "build or publish the program with the package TorchSharp-cpu, or one with CUDA, or copy that library into the folder that LIBTORCH names.");
            }
            // It names these by their file names alone, which the linker finds among what is loaded.
            if (!((string[])[Torch, "torch"]).All(name => folders.Any(folder => LoadFrom(folder, name) != 0)))
            {
                throw new DllNotFoundException(
                    $"libtorch {LibraryFolders.TorchVersion} is not here; add the package TorchSharp-cpu (or one with CUDA) to the program, "
                    + "or name the folder of a libtorch of that version in the environment variable LIBTORCH.");
            }
            return binding = NativeLibrary.TryLoad(file, out var handle) || !OperatingSystem.IsLinux() ? handle : LoadMended(file);
        }
    }

    private static nint LoadFrom(string folder, string name) =>
        Path.Combine(folder, FileName(name)) is var file && File.Exists(file) && NativeLibrary.TryLoad(file, out var handle) ? handle : 0;

    private static string FileName(string name) => OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static nint LoadMended(string file)
    {
        try
        {
            var handle = LoadFromMemory(Path.GetFileName(file), VersionMarker.MakeWeak(File.ReadAllBytes(file)));
            Mended = $"this system lacks {VersionMarker.Version}, which nothing uses; a copy in memory does without";
            return handle;
        }
        catch (InvalidDataException e)
        {
            throw new DllNotFoundException($"{file} cannot be loaded: {e.Message}", e);
        }
        catch (DllNotFoundException e)
        {
            var lacking = string.Join(", ", MissingVersion().Matches(e.Message).Select(match => match.Groups[1].Value).Distinct());
            throw new DllNotFoundException(
                lacking.Length == 0
                    ? $"{file} cannot be loaded: {e.Message.TrimEnd().Split('\n')[^1]}"
                    : $"{file} needs {lacking}, which this system's libraries do not have; Debian 12, Ubuntu 22.04, RHEL 10 and newer systems are new enough.",
                e);
        }
    }

    private static nint LoadFromMemory(string name, byte[] library)
    {
        const uint closeOnExec = 1;
        using var memory = new SafeFileHandle(CreateMemoryFile(name, closeOnExec), ownsHandle: true);
        if (memory.IsInvalid) throw new DllNotFoundException($"this system gives no memory to load from (memfd_create: {Marshal.GetLastPInvokeErrorMessage()}).");
        RandomAccess.Write(memory, library, fileOffset: 0);
        // The linker maps the file; the descriptor is of no more use afterwards.
        return NativeLibrary.Load($"/proc/self/fd/{memory.DangerousGetHandle()}");
    }

    [LibraryImport("libc.so.6", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int CreateMemoryFile(string name, uint flags);

    [GeneratedRegex("version [`'](.+?)' not found")]
    private static partial Regex MissingVersion();
}
