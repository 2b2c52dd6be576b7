using System.Diagnostics;
using System.Globalization;

namespace GenerativeVI;

/// <summary>The most memory that this process has held since it was last asked to forget.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status", Forget = "/proc/self/clear_refs";

    /// <summary>Forgets what was before, where the system can.</summary>
    public static void Reset()
    {
        try
        {
            if (File.Exists(Forget)) File.WriteAllText(Forget, "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it is the most since the process began.
        }
    }

    /// <summary>MiB.</summary>
    public static double Read()
    {
        if (File.Exists(Status) && File.ReadLines(Status)
            .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..])
            return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (1024.0 * 1024);
    }
}
