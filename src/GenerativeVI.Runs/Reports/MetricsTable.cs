using System.Globalization;

namespace GenerativeVI;

/// <summary>
/// metrics.csv, by the names in its first line: columns may come and go from version to version, and a killed process
/// may leave half a row, which is passed over.
/// </summary>
internal sealed class MetricsTable
{
    private readonly string[] names;
    private readonly string[][] rows;

    private MetricsTable(string[] names, string[][] rows) => (this.names, this.rows) = (names, rows);

    public static MetricsTable Read(string path)
    {
        if (!File.Exists(path)) return new MetricsTable([], []);
        var lines = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        return lines.Length == 0 ? new MetricsTable([], []) : new MetricsTable(lines[0], [.. lines[1..].Where(row => row.Length == lines[0].Length)]);
    }

    /// <summary>
    /// A column over the epochs, without the rows that have no number there; empty where there is no such column.
    /// </summary>
    public IReadOnlyList<(double X, double Y)> Over(string column)
    {
        var (epoch, wanted) = (Array.IndexOf(names, "epoch"), Array.IndexOf(names, column));
        if (epoch < 0 || wanted < 0) return [];
        return [.. rows.Select(row => (X: Number(row[epoch]), Y: Number(row[wanted]))).Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];
    }

    /// <summary>The last value in a column, or null.</summary>
    public string? Last(string column) => Array.IndexOf(names, column) is >= 0 and var place && rows.Length > 0 ? rows[^1][place] : null;

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
