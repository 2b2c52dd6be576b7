namespace GenerativeVI.Cli.Machine;

/// <summary>The memory of this machine, or of the container it is.</summary>
/// <param name="Total">Bytes that processes here may use together.</param>
/// <param name="Available">Bytes that can be taken without swapping, where the system says.</param>
internal sealed record Memory(long Total, long? Available)
{
    private const string MemInfo = "/proc/meminfo";

    /// <summary>Now.</summary>
    public static Memory Here()
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var line = File.Exists(MemInfo) ? File.ReadLines(MemInfo).FirstOrDefault(fact => fact.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Memory(total, words is [_, var kilobytes, ..] && long.TryParse(kilobytes, out var number) ? Math.Min(number * 1024, total) : null);
    }
}
