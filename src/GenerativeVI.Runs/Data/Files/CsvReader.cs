using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>
/// Reads tables of numbers from text: a line a row, fields separated by commas, semicolons, tabs, bars or blanks,
/// whichever gives every row as many or a first line such as "sep=;" names; empty lines skipped, plain or gzip, UTF-8 or
/// what a byte order mark says. A decimal point, or a decimal comma where fields are not separated by commas. The first
/// line is a header if any of its fields is not a number, or if its numbers count its columns; quotes around fields are
/// dropped; a separator behind the last field makes no column.
/// </summary>
public static class CsvReader
{
    private const string Encodings = "save it as UTF-8";

    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <returns>The table; its values are [rows, columns].</returns>
    /// <exception cref="DataException">The file is missing, unreadable, empty, ragged (a row of another length, named)
    /// or holds a field that is not a number (row and column named).</exception>
    public static CsvTable Read(string path)
    {
        var table = Read(path, LabelColumn.None, isPixels: false);
        return new CsvTable(table.Pixels, table.Header);
    }

    /// <summary>Reads a table of pixels with their labels.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="labels">Where the labels stand; null to go by the header.</param>
    internal static PixelTable ReadPixels(string path, LabelColumn? labels) => Read(path, labels, isPixels: true);

    /// <summary>Reads labels alone, one a line, below a header or not.</summary>
    /// <exception cref="DataException">The file is missing, unreadable or empty, or has several columns.</exception>
    internal static (string[] Cells, long[] Lines) ReadLabels(string path)
    {
        using var text = TextSample.Open(path, remedy: Encodings);
        var rows = new List<(string Cell, long Line)>();
        for (long line = 1; text.ReadLine() is { } row; line++)
        {
            if (!row.AsSpan().IsWhiteSpace()) rows.Add((row.AsSpan().Trim().Trim('"').Trim().ToString(), line));
        }
        if (rows.FirstOrDefault(row => row.Cell.AsSpan().ContainsAny(",;\t")) is { Cell: { } several, Line: var at })
            throw new DataException($"{path}, line {at}", "one column of labels",
                $"'{CsvNumbers.Shortened(several)}'");
        var isHeader = rows.Count > 1 && !CsvNumbers.IsNumber(rows[0].Cell)
            && (PixelTableLayout.IsLabelName(rows[0].Cell)
            || rows.Skip(1).All(row => CsvNumbers.IsNumber(row.Cell)));
        var kept = rows.Skip(isHeader ? 1 : 0).ToArray();
        return kept.Length > 0 ? ([.. kept.Select(row => row.Cell)], [.. kept.Select(row => row.Line)])
            : throw new DataException(path, "at least one label", "none");
    }

    private static PixelTable Read(string path, LabelColumn? labels, bool isPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var text = DelimitedText.Open(path, remedy: Encodings);
        if (!text.Read()) throw NoRows(path);
        var layout = new PixelTableLayout(text.Fields(), labels, isPixels, path);
        var numbers = new CsvNumbers(path, text.Separator);
        var (values, words, lines) = (new List<float>(), new List<string>(), new List<long>());
        for (var isRow = layout.Header is null || text.Read(); isRow; isRow = text.Read())
        {
            AddRow(path, text, layout, numbers, values, words);
            lines.Add(text.Line);
        }
        if (lines.Count == 0) throw NoRows(path);
        var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray();
        var array = new NumericArray(path, ElementType.Float32, bytes, [lines.Count, layout.NumberColumns]);
        var table = new PixelTable(array, layout.Header, layout.LabelIndex < 0 ? null : [.. words], [.. lines],
            [.. layout.Remarks, .. numbers.Remarks]);
        return isPixels ? layout.WithoutIndex(table) : table;
    }

    private static void AddRow(string path, DelimitedText row, PixelTableLayout layout, CsvNumbers numbers,
        List<float> values, List<string> words)
    {
        var count = row.Count == layout.Columns + 1 && row[^1].IsEmpty ? layout.Columns : row.Count;
        if (count != layout.Columns) throw new DataException($"{path}, line {row.Line}",
            $"{layout.Columns} columns like the lines before", $"{count}");
        for (var column = 0; column < count; column++)
        {
            if (column == layout.LabelIndex) words.Add(row[column].ToString());
            else values.Add(numbers.Read(row[column], row.Line, column + 1));
        }
    }

    private static DataException NoRows(string path) => new(path, "at least one row of numbers", "none");
}
