using System.Globalization;
using System.Text;

namespace GenerativeVI;

/// <summary>Who owns or owned a run folder, as its lock file says: a line with a name, a line about the machine then.</summary>
/// <param name="Name">Process, machine, since when.</param>
/// <param name="Boot">The machine's start, where the system names it.</param>
/// <param name="Starved">How many processes the machine had killed for want of memory until then, where it counts them.</param>
internal sealed record LastOwner(string Name, string? Boot, long? Starved)
{
    private const int Most = 1000;

    /// <summary>What can be known of how it ended; that it ended is known by the lock that it no longer holds.</summary>
    public string Ending
    {
        get
        {
            var now = Here();
            var why = Boot is null ? "it was killed, or the machine went down"
                : Boot != now.Boot ? "the machine was restarted, or it was another one"
                : now.Starved > Starved ? "it was killed, and since it began the system has killed a process because memory ran out; "
                    + "if that was this one, free memory or make something smaller (RunSettings.Batch, Model.Networks.Hidden)"
                : "it was killed";
            return $"The last owner of this run, {Name}, did not end normally: {why}.";
        }
    }

    public static LastOwner Here() => new(
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:u}"),
        Text("/proc/sys/kernel/random/boot_id")?.Trim(),
        Killings(Text("/proc/vmstat")));

    /// <summary>The owner that a lock file names; null where it is empty.</summary>
    public static LastOwner? Read(FileStream file)
    {
        var bytes = new byte[Most];
        var lines = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, Most, throwOnEndOfStream: false)).Split('\n', 2);
        if (lines[0].Length == 0) return null;
        var words = lines.Length > 1 ? lines[1].Split(' ', StringSplitOptions.TrimEntries) : [];
        var starved = words.Length > 1 && long.TryParse(words[1], CultureInfo.InvariantCulture, out var count) ? count : (long?)null;
        return new LastOwner(lines[0], words is [{ Length: > 0 } boot, ..] ? boot : null, starved);
    }

    public void Write(FileStream file)
    {
        file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Name}\n{Boot} {Starved}")));
        file.Flush();
    }

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Linux counts in its statistics of memory what its out-of-memory killer has killed, in a control group as well.
    private static long? Killings(string? statistics) =>
        statistics?.Split('\n').FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.AsSpan(9), CultureInfo.InvariantCulture, out var count) ? count : null;
}
