using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>The cells of a column, refused with line and column where they cannot be used.</summary>
internal static class TableCells
{
    private const int FewNumbers = 10;

    /// <summary>A column's cells, all of which hold something.</summary>
    public static string[] Of(Table table, int column) => [.. table.Rows.Select((cells, row) => Checked(table, row, column, cells[column]))];

    /// <summary>Where a cell stands.</summary>
    public static string At(Table table, int row, string column) => $"{table.Path}, line {table.Lines[row]}, column \"{column}\"";

    /// <summary>
    /// Refuses a word in a column of numbers, which would make each of its numbers a word: most cells are numbers, and of more values than codes such as 2, 3, 4, "5 or more" have.
    /// </summary>
    public static void RefuseStrayWords(Table table, int column, string[] cells)
    {
        var numbers = cells.Where(cell => TableReader.IsNumber(cell, out _)).ToArray();
        if (numbers.Length == cells.Length || 2 * numbers.Length <= cells.Length || numbers.Distinct().Count() <= FewNumbers) return;
        var row = Array.FindIndex(cells, cell => !TableReader.IsNumber(cell, out _));
        throw new DataException(At(table, row, table.Header[column]), "a number, as in most other rows", $"'{cells[row]}'", "correct it or leave the row out");
    }

    /// <summary>Mean and standard deviation, 1 where that is 0.</summary>
    public static (double Mean, double Scale) Moments(Table table, int column, string[] cells)
    {
        var values = cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        var mean = values.Average();
        var scale = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        if (!double.IsFinite(scale)) throw new DataException($"{table.Path}, column \"{table.Header[column]}\"", "numbers whose squares have a finite sum", $"{values.MaxBy(Math.Abs):G3}", "give it another unit");
        return (mean, scale > 0 ? scale : 1);
    }

    private static string Checked(Table table, int row, int column, string cell)
    {
        if (TableReader.IsMissing(cell)) throw new DataException(At(table, row, table.Header[column]), "a value", cell.Length == 0 ? "none" : $"'{cell}'", "fill it in or leave the row out");
        var isInfinite = cell.TrimStart('+', '-').ToLowerInvariant() is "inf" or "infinity" || (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsFinite(value));
        return isInfinite ? throw new DataException(At(table, row, table.Header[column]), "a finite number", $"'{cell}'", "correct it or leave the row out") : cell;
    }
}
