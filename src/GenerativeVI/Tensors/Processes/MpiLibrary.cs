using System.Runtime.InteropServices;
using System.Text;

namespace GenerativeVI.Tensors;

/// <summary>
/// The functions of an installed libmpi and its constants. Both of the binary interfaces there are hand over handles
/// that fit a register: Open MPI's are addresses of objects that it exports, MPICH's (and Intel's, MVAPICH's, Cray's)
/// are numbers.
/// </summary>
internal sealed unsafe partial class MpiLibrary
{
    /// <summary>The library's functions serve one thread at a time, whichever it is (MPI_THREAD_SERIALIZED).</summary>
    private const int Serialized = 2;

    private readonly nint library;
    private readonly string path;

    private MpiLibrary(nint library, string path)
    {
        (this.library, this.path) = (library, path);
        Version = VersionOf();
        var isOpenMpi = Version.StartsWith("Open MPI", StringComparison.Ordinal);
        if (!isOpenMpi && !IsLikeMpich(Version))
        {
            throw new PlatformNotSupportedException(
                $"{path}: an MPI of another make ({Version.Split('\n', ',')[0].Trim()}); Open MPI and those with "
                    + $"MPICH's binary interface are known. Name one by GENERATIVEVI_MPI=FILE.");
        }
        (World, Float, Double, Byte) = isOpenMpi
            ? (Symbol("ompi_mpi_comm_world"), Symbol("ompi_mpi_float"), Symbol("ompi_mpi_double"),
                Symbol("ompi_mpi_byte"))
            : (0x44000000, 0x4c00040a, 0x4c00080b, 0x4c00010d);
        Add = isOpenMpi ? Symbol("ompi_mpi_op_sum") : 0x58000003;
        (InPlace, IgnoreStatus) = isOpenMpi ? (1, 0) : (-1, 1);
        InitThread = (delegate* unmanaged<int*, byte***, int, int*, int>)Symbol("MPI_Init_thread");
        Leave = (delegate* unmanaged<int>)Symbol("MPI_Finalize");
        CommRank = (delegate* unmanaged<nint, int*, int>)Symbol("MPI_Comm_rank");
        CommSize = (delegate* unmanaged<nint, int*, int>)Symbol("MPI_Comm_size");
        Allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)Symbol("MPI_Allreduce");
        Bcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Symbol("MPI_Bcast");
        Allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Symbol("MPI_Allgather");
        Allgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int>)Symbol("MPI_Allgatherv");
        Ibarrier = (delegate* unmanaged<nint, nint*, int>)Symbol("MPI_Ibarrier");
        Test = (delegate* unmanaged<nint*, int*, nint, int>)Symbol("MPI_Test");
        Iprobe = (delegate* unmanaged<int, int, nint, int*, nint, int>)Symbol("MPI_Iprobe");
        Isend = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Symbol("MPI_Isend");
        Recv = (delegate* unmanaged<void*, int, nint, int, int, nint, nint, int>)Symbol("MPI_Recv");
        AbortAll = (delegate* unmanaged<nint, int, int>)Symbol("MPI_Abort");
    }

    /// <summary>What the library says of itself.</summary>
    public string Version { get; }

    public nint World { get; }

    public nint Float { get; }

    public nint Double { get; }

    public nint Byte { get; }

    public nint Add { get; }

    public nint InPlace { get; }

    public nint IgnoreStatus { get; }

    // An MPI_Request is an address or a number; room for either.
    public delegate* unmanaged<int*, byte***, int, int*, int> InitThread { get; }

    public delegate* unmanaged<int> Leave { get; }

    public delegate* unmanaged<nint, int*, int> CommRank { get; }

    public delegate* unmanaged<nint, int*, int> CommSize { get; }

    public delegate* unmanaged<void*, void*, int, nint, nint, nint, int> Allreduce { get; }

    public delegate* unmanaged<void*, int, nint, int, nint, int> Bcast { get; }

    public delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> Allgather { get; }

    public delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int> Allgatherv { get; }

    public delegate* unmanaged<nint, nint*, int> Ibarrier { get; }

    public delegate* unmanaged<nint*, int*, nint, int> Test { get; }

    public delegate* unmanaged<int, int, nint, int*, nint, int> Iprobe { get; }

    public delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> Isend { get; }

    public delegate* unmanaged<void*, int, nint, int, int, nint, nint, int> Recv { get; }

    public delegate* unmanaged<nint, int, int> AbortAll { get; }

    /// <summary>Loads the library and joins the job.</summary>
    /// <param name="named">Its file; found when null.</param>
    public static MpiLibrary Load(string? named)
    {
        named ??= Environment.GetEnvironmentVariable("GENERATIVEVI_MPI");
        var candidates = named is { Length: > 0 } ? [named] : Candidates().ToArray();
        foreach (var candidate in candidates)
            if (Open(candidate) is var handle and not 0) return Begun(new MpiLibrary(handle, candidate));
        throw new DllNotFoundException(
            named is { Length: > 0 }
                ? $"{named}: no MPI library that can be loaded; leave the name out to use the installed one."
                : "a launcher of MPI started this process, and no MPI library is installed here: apt-get install "
                    + "openmpi-bin libopenmpi-dev, or mpich libmpich-dev, that of the launcher; or name it by "
                    + "GENERATIVEVI_MPI=FILE.");
    }

    // A process belongs to its launcher: Open MPI's library does not understand MPICH's launcher, nor the other way
    // round.
    private static IEnumerable<string> Candidates()
    {
        string[] open = ["libmpi.so.40", "libmpi.40.dylib"],
            mpich = ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib"];
        var isMpich = Environment.GetEnvironmentVariable("PMI_SIZE") is { Length: > 0 }
            && Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_SIZE") is null;
        return (isMpich ? mpich.Concat(open) : open.Concat(mpich)).Append("libmpi.so").Append("libmpi.dylib");
    }

    private static nint Open(string file)
    {
        // Open MPI's plugins look for its names among those that the whole process sees.
        const int now = 2, global = 0x100;
        if (OperatingSystem.IsLinux()) return OpenForAll(file, now | global);
        return NativeLibrary.TryLoad(file, out var handle) ? handle : 0;
    }

    private static MpiLibrary Begun(MpiLibrary library)
    {
        int provided;
        library.Check(library.InitThread(null, null, Serialized, &provided), "MPI_Init_thread");
        if (provided < Serialized)
            throw new PlatformNotSupportedException($"{library.path}: this MPI serves one thread of a process "
                + $"alone; build it with thread support.");
        return library;
    }

    /// <summary>Throws where a function says that it failed.</summary>
    public void Check(int code, string function)
    {
        if (code != 0) throw new IOException($"{function} of {path} failed with code {code}.");
    }

    private static bool IsLikeMpich(string version) =>
        new[] { "MPICH", "Intel(R) MPI", "MVAPICH", "CRAY" }.Any(make =>
            version.Contains(make, StringComparison.OrdinalIgnoreCase));

    private string VersionOf()
    {
        // Longer than MPI_MAX_LIBRARY_VERSION_STRING of any make.
        var text = new byte[16384];
        int length;
        fixed (byte* at = text)
            Check(((delegate* unmanaged<byte*, int*, int>)Symbol("MPI_Get_library_version"))(at, &length),
                "MPI_Get_library_version");
        return Encoding.UTF8.GetString(text, 0, Math.Clamp(length, 0, text.Length)).TrimEnd('\0');
    }

    private nint Symbol(string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? address
        : throw new PlatformNotSupportedException($"{path}: an MPI library without {name}; version 3 of the "
            + $"interface is needed.");

    [LibraryImport("libc.so.6", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenForAll(string file, int flags);
}
