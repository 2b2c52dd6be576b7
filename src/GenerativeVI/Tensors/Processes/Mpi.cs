namespace GenerativeVI.Tensors;

/// <summary>
/// The Message Passing Interface: Open MPI or MPICH, whichever is installed, through its C library. Nothing of it is
/// touched in a process that no launcher started.
/// </summary>
public static class Mpi
{
    // What the launchers of Open MPI, of MPICH and Intel MPI, and of Slurm with PMIx set for each process they start.
    private static readonly string[] Marks = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"];

    private static readonly Lock Gate = new();
    private static MpiCommunicator? world;

    /// <summary>Told, a sentence at a time, of ranks that keep the others waiting.</summary>
    public static event Action<string>? Note;

    /// <summary>Whether <c>mpirun</c>, <c>mpiexec</c>, <c>srun</c> with its MPI or the like started this process.</summary>
    public static bool IsLaunched => Marks.Any(mark => Environment.GetEnvironmentVariable(mark) is { Length: > 0 });

    /// <summary>The rank that the launcher gave this process, before the library is loaded; 0 where it says
    /// none.</summary>
    public static int LaunchedRank =>
        int.TryParse(
            Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") ?? Environment.GetEnvironmentVariable("PMI_RANK")
                ?? Environment.GetEnvironmentVariable("PMIX_RANK"),
            out var rank) ? rank : 0;

    /// <summary>The processes of this job; <see cref="Communicator.Alone"/> in a process that no launcher
    /// started.</summary>
    /// <param name="library">The file name of libmpi; found when null: that of the launcher first, then Open MPI's and
    /// MPICH's own names. The variable GENERATIVEVI_MPI names one too.</param>
    /// <returns>The same object every time. Dispose it at the end, on every rank.</returns>
    /// <exception cref="DllNotFoundException">There is no libmpi; the sentence says how to install it.</exception>
    /// <exception cref="PlatformNotSupportedException">It is of a make that is not known, and other than MPICH's
    /// binary interface.</exception>
    public static Communicator Start(string? library = null)
    {
        if (!IsLaunched && library is null) return Communicator.Alone;
        lock (Gate) return world ??= new MpiCommunicator(MpiLibrary.Load(library));
    }

    internal static void Tell(string sentence) => Note?.Invoke(sentence);
}
