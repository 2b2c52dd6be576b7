using System.Runtime.InteropServices;
using System.Text;

namespace GenerativeVI.Data;

/// <summary>
/// Reads tables of numbers from text: a line a row, fields separated by commas, semicolons, tabs or blanks (the first line decides), empty lines skipped, plain or gzip, UTF-8. A decimal point, or a
/// decimal comma where fields are not separated by commas. The first line is a header if any of its fields is not a number, or if its numbers count its columns; quotes around fields are dropped; a
/// separator behind the last field makes no column.
/// </summary>
public static class CsvReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <returns>The table; its values are [rows, columns].</returns>
    /// <exception cref="DataException">The file is missing, unreadable, empty, ragged (a row of another length, named) or holds a field that is not a number (row and column named).</exception>
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
        using var file = DataFile.Open(path);
        var rows = Lines(file, path).Select(line => (Cell: CsvFields.Unquoted(line.Text).ToString(), line.Number)).ToList();
        if (rows.FirstOrDefault(row => row.Cell.AsSpan().ContainsAny(",;\t")) is { Cell: { } several, Number: var at })
            throw new DataException($"{path}, line {at}", "one column of labels", $"'{CsvFields.Shortened(several)}'");
        var isHeader = rows.Count > 1 && !CsvFields.IsNumber(rows[0].Cell)
            && (PixelTableLayout.IsLabelName(rows[0].Cell) || rows.Skip(1).All(row => CsvFields.IsNumber(row.Cell)));
        var kept = rows.Skip(isHeader ? 1 : 0).ToArray();
        return kept.Length > 0 ? ([.. kept.Select(row => row.Cell)], [.. kept.Select(row => row.Number)]) : throw new DataException(path, "at least one label", "none");
    }

    private static PixelTable Read(string path, LabelColumn? labels, bool isPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        PixelTableLayout? layout = null;
        CsvFields? fields = null;
        var (values, words, lines) = (new List<float>(), new List<string>(), new List<long>());
        foreach (var (text, number) in Lines(file, path))
        {
            if (fields is null)
            {
                fields = new CsvFields(text, path);
                // Excel's own first line says what separates the others.
                if (fields.IsSeparatorLine) continue;
            }
            if (layout is null)
            {
                layout = new PixelTableLayout(fields.Split(text), labels, isPixels, path);
                if (layout.Header is not null) continue;
            }
            fields.AddRow(text, number, layout, values, words);
            lines.Add(number);
        }
        if (lines.Count == 0) throw new DataException(path, "at least one row of numbers", "none");
        var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray();
        var numbers = new NumericArray(path, ElementType.Float32, bytes, [lines.Count, layout!.NumberColumns]);
        var table = new PixelTable(numbers, layout.Header, layout.LabelIndex < 0 ? null : [.. words], [.. lines], [.. layout.Remarks, .. fields!.Remarks]);
        return isPixels ? layout.WithoutIndex(table) : table;
    }

    private static IEnumerable<(string Text, long Number)> Lines(DataFile file, string path)
    {
        // Replacing what is no text would make different words one.
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (long number = 1; Next() is { } line; number++)
        {
            if (!line.AsSpan().IsWhiteSpace()) yield return (line, number);
        }

        string? Next()
        {
            try
            {
                return reader.ReadLine();
            }
            catch (DecoderFallbackException e)
            {
                throw new DataException(path, "text in UTF-8", "bytes that are not", "save it as UTF-8", e);
            }
        }
    }
}
