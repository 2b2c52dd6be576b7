namespace GenerativeVI.Data;

/// <summary>What is said of a table's cells.</summary>
internal static class TableCells
{
    /// <summary>So many different numbers may be codes, as 2, 3, 4, "5 or more" are.</summary>
    public const int FewNumbers = 10;

    /// <summary>Where a cell stands.</summary>
    public static string At(Table table, int row, string column) =>
        $"{table.Path}, line {table.Lines[row]}, column \"{column}\"";
}
