using GenerativeVI.Data;

namespace GenerativeVI.Models;

/// <summary>What objectives take for a batch where a target has no data.</summary>
public static class TargetDensity
{
    /// <summary>A batch of independent bounds of one target.</summary>
    /// <param name="rows">B ≥ 1.</param>
    /// <param name="device">Where q lives; the CPU when null.</param>
    public static Batch Rows(long rows, Device? device = null) => new(zeros(rows, 1, device: device), null, arange(rows, device: device), rows);
}
