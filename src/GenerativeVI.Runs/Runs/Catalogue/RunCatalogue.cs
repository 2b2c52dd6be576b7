using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>The run folders below a folder. A damaged one is listed as such and hides no other.</summary>
public static class RunCatalogue
{
    private const int Deep = 3;

    private static readonly string[] Signs = ["run.json", "metrics.csv", "model.safetensors"];

    /// <summary>Lists the runs in a folder and up to three folders below it.</summary>
    /// <param name="folder">The folder; itself a run, perhaps.</param>
    /// <param name="order">What they are sorted by; ties by name.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<RunListing> Find(string folder, RunOrder order = RunOrder.Date)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{Path.GetFullPath(folder)}: there is no such folder; name one that holds runs.");
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deep, IgnoreInaccessible = true };
        var runs = Directory.EnumerateDirectories(folder, "*", everywhere).Prepend(folder).Where(IsRun).Select(Describe);
        return [.. Sorted(runs, order).ThenBy(run => run.Path, StringComparer.Ordinal)];
    }

    /// <summary>Describes one run folder.</summary>
    /// <param name="folder">The folder.</param>
    public static RunListing Describe(string folder)
    {
        var run = new RunFolder(folder);
        try
        {
            var record = run.ReadRecord();
            var state = record.Outcome?.Finished == true ? RunState.Finished : IsLocked(folder) ? RunState.Running : RunState.Stopped;
            return new RunListing(run.Path, state, File.GetLastWriteTimeUtc(run.Record), record, RunDescription.Of(record), null, state == RunState.Stopped ? RunLock.KilledIn(folder) : null);
        }
        catch (Exception e) when (e is DataException or IOException or UnauthorizedAccessException)
        {
            return new RunListing(run.Path, RunState.Damaged, Directory.GetLastWriteTimeUtc(folder), null, new Dictionary<string, string>(), e.Message);
        }
    }

    private static bool IsRun(string folder) => Signs.Any(file => File.Exists(Path.Combine(folder, file)));

    private static IOrderedEnumerable<RunListing> Sorted(IEnumerable<RunListing> runs, RunOrder order) => order switch
    {
        RunOrder.LogPx => runs.OrderByDescending(run => run.Record?.Outcome?.TestLogLikelihood?.Value ?? double.NegativeInfinity),
        RunOrder.Elbo => runs.OrderByDescending(run => run.Record?.Outcome?.TestElbo?.Value ?? double.NegativeInfinity),
        RunOrder.Date => runs.OrderByDescending(run => run.Written),
        _ => runs.OrderBy(run => Path.GetFileName(run.Path), StringComparer.Ordinal),
    };

    // The owner keeps the file to itself, so that a reader is refused as long as it lives.
    private static bool IsLocked(string folder)
    {
        var path = Path.Combine(folder, "run.lock");
        if (!File.Exists(path)) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
