namespace GenerativeVI.Cli.Display;

/// <summary>Rows of words in columns as wide as their widest word.</summary>
internal static class Table
{
    private const string Gap = "  ";

    /// <summary>The lines of a table.</summary>
    /// <param name="rows">The rows, the heads first, all of one length.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join(Gap, row.Select((word, column) => word.PadRight(widths[column]))).TrimEnd());
    }
}
