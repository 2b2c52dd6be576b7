using GenerativeVI.Tensors;

namespace GenerativeVI.Cli;

/// <summary>This process as one of an MPI job, where a launcher such as mpirun started it.</summary>
internal static class Ranks
{
    // The commands that all ranks carry out together; any other is the first one's.
    private static readonly string[] Together = ["train", "evaluate", "sweep"];

    // So long does a rank that fails wait for the first, which mostly fails in the same way and speaks for all.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(2);

    private static Communicator joined = Communicator.Alone;

    /// <summary>Whether another rank speaks for this one.</summary>
    public static bool IsFollower => Mpi.IsLaunched && Mpi.LaunchedRank > 0;

    /// <summary>Whether a rank that follows has something to do.</summary>
    /// <param name="arguments">The words after "gvi".</param>
    public static bool AreNeeded(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && Together.Contains(arguments[0])
            && !arguments.Any(word => word is "--help" or "-h" or "-?");

    /// <summary>Joins the job; a process by itself where there is none.</summary>
    /// <param name="warn">Told of ranks that keep the others waiting.</param>
    public static Communicator Join(Action<string> warn)
    {
        if (!ReferenceEquals(joined, Communicator.Alone)) return joined;
        joined = Mpi.Start();
        if (joined.IsShared) Mpi.Note += warn;
        return joined;
    }

    /// <summary>The threads of a rank where nobody says a number: its part of the processors of its machine, or those
    /// that the launcher gave it alone; 0, as the process decides by itself, without a job.</summary>
    public static int Threads
    {
        get
        {
            const string processors = "/proc/cpuinfo";
            if (!joined.IsShared) return 0;
            var all = File.Exists(processors)
                ? File.ReadLines(processors).Count(line => line.StartsWith("processor", StringComparison.Ordinal)) : 0;
            return Environment.ProcessorCount < all ? Environment.ProcessorCount
                : Math.Max(1, Environment.ProcessorCount / joined.LocalSize);
        }
    }

    /// <summary>Takes leave of the others, who do so too.</summary>
    public static void Leave() => joined.Dispose();

    /// <summary>Says why this rank fails, and ends all of them.</summary>
    /// <param name="sentence">Why.</param>
    /// <param name="code">The exit code.</param>
    /// <param name="error">The error output.</param>
    public static void Fail(string sentence, int code, TextWriter error)
    {
        if (IsFollower)
        {
            // Of what all ranks meet alike, the first one's word is enough.
            if (!joined.IsShared) return;
            Thread.Sleep(Courtesy);
            error.WriteLine($"gvi: rank {joined.Rank} on {Environment.MachineName}: {sentence}");
        }
        else
        {
            error.WriteLine($"gvi: {sentence}");
        }
        if (!joined.IsShared) return;
        error.Flush();
        joined.Abort(code);
    }
}
