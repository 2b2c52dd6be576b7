using System.Runtime.InteropServices;

namespace GenerativeVI.Tensors;

/// <summary>Settings of the whole process that make training on a CPU faster. One explicit call, before anything else touches torch.</summary>
/// <remarks>
/// By default glibc hands every large block back to the kernel when it is freed, and each training step then pays for fresh pages: up to a quarter
/// of its time. libgomp's idle threads spin for long, and throughput collapses as soon as another program wants a core; threads that sleep at once
/// pay a wake-up for every operation: a short spin avoids both. libtorch starts with as many threads as it likes, and
/// operations that are too small for them become slower. And the MKL inside libtorch multiplies matrices at half speed on
/// AMD processors with AVX-512 (<see cref="TorchLibrary.UseAvx512Products"/>). All are read once, when libtorch loads,
/// when memory is first taken or at the first product; hence the early call.
/// </remarks>
public static partial class ProcessTuning
{
    private const int Megabyte = 1 << 20;
    private const string KernelsVariable = "GENERATIVEVI_MKL", KernelsOfItsOwn = "default";

    /// <summary>Whether <see cref="Apply"/> was called: trainings then decide how their steps use threads.</summary>
    internal static bool IsApplied { get; private set; }

    /// <summary>
    /// Whether <see cref="Apply"/> was called and nobody said how many threads there should be: each training then takes
    /// the number that makes it fastest.
    /// </summary>
    public static bool LeavesThreadsOpen { get; private set; }

    /// <summary>Applies the settings: memory stays in the process, idle threads sleep soon, torch uses <paramref name="threads"/> threads.</summary>
    /// <param name="threads">
    /// Threads of torch, at least 1; 0, the default, means OMP_NUM_THREADS, or else the physical cores this process may use.
    /// Where neither says a number, a training of more than a few seconds measures at its beginning, for about a second,
    /// whether fewer of them make its steps faster, and then takes those.
    /// </param>
    /// <returns>What was done, one short phrase each. On systems without glibc the thread count is all there is to do.</returns>
    /// <remarks>
    /// On Linux with glibc: <c>mallopt</c> with M_MMAP_THRESHOLD = 32 MB, M_TRIM_THRESHOLD = 2 GB, M_TOP_PAD = 64 MB and M_ARENA_MAX = 1; the environment
    /// variables GOMP_SPINCOUNT = 1000, unless OMP_WAIT_POLICY says otherwise, and OMP_NUM_THREADS, each only where the user
    /// has not set it. Then <see cref="TorchLibrary.Load"/>, and <see cref="TorchLibrary.UseAvx512Products"/> unless the
    /// environment variable GENERATIVEVI_MKL is "default". A second call may change the number of threads.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    /// <exception cref="DllNotFoundException">libtorch is not here, or cannot be loaded on this system.</exception>
    public static IReadOnlyList<string> Apply(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int? asked = threads > 0 ? threads
            : int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var users) && users > 0 ? users : null;
        var count = asked ?? PhysicalCores();
        (IsApplied, LeavesThreadsOpen) = (true, asked is null);
        List<string> done = [];
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _))
        {
            if (KeepMemory())
                done.Add("freed memory stays in the process");
            // The managed Environment has its own copy of the variables; native libraries read libc's.
            if (GetVariable("OMP_WAIT_POLICY") == 0) SetUnlessSet("GOMP_SPINCOUNT", "1000", done);
            // torch's own setting reaches the thread that makes it; these reach the others.
            SetUnlessSet("OMP_NUM_THREADS", $"{count}", done);
        }
        TorchLibrary.Load();
        if (Environment.GetEnvironmentVariable(KernelsVariable) != KernelsOfItsOwn && TorchLibrary.UseAvx512Products())
            done.Add("products use AVX-512 on this AMD processor");
        set_num_threads(count);
        done.Add($"torch threads = {count}");
        return done;
    }

    private static bool KeepMemory()
    {
        const int trimThreshold = -1, topPad = -2, mmapThreshold = -3, arenaMax = -8;
        return MallocOption(mmapThreshold, 32 * Megabyte) == 1 && MallocOption(trimThreshold, int.MaxValue) == 1
            && MallocOption(topPad, 64 * Megabyte) == 1 && MallocOption(arenaMax, 1) == 1;
    }

    private static void SetUnlessSet(string name, string value, List<string> done)
    {
        const int keepTheUsers = 0;
        if (GetVariable(name) == 0 && SetVariable(name, value, keepTheUsers) == 0)
            done.Add($"{name}={value}");
    }

    /// <summary>Cores, not hardware threads: two products on one core's two threads take turns.</summary>
    private static int PhysicalCores()
    {
        const string cpus = "/sys/devices/system/cpu";
        if (!Directory.Exists(cpus))
            return Environment.ProcessorCount;
        var cores = Directory.EnumerateDirectories(cpus, "cpu*").Select(cpu => Path.Combine(cpu, "topology", "thread_siblings_list"))
            .Where(File.Exists).Select(File.ReadAllText).Distinct().Count();
        return cores == 0 ? Environment.ProcessorCount : Math.Min(cores, Environment.ProcessorCount);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int MallocOption(int parameter, int value);

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc.so.6", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);
}
