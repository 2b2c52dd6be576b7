using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>The columns of a table as its rows are completed: names for those without one, none for a separator at the
/// end of rows, and no running index.</summary>
internal sealed class TableColumns
{
    private readonly string path;
    private readonly List<string[]> rows;
    private readonly List<string> names;

    private TableColumns(string path, List<string> names, List<string[]> rows) => (this.path, this.names, this.rows) =
        (path, names, rows);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Puts the columns in order; rows become as wide as the names.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The names as the file has them; none where it has no header.</param>
    /// <param name="rows">The rows, which may differ by an empty field at their end.</param>
    /// <param name="note">Told what is left out.</param>
    public static TableColumns Of(string path, string[] header, List<string[]> rows, Action<string> note)
    {
        var width = rows.Max(row => row.Length);
        // A field that no row fills and no header names is the separator at the end of rows.
        while (width > 1 && (header.Length < width || header[width - 1].Length == 0)
            && rows.All(row => row.Length < width || row[width - 1].Length == 0)) width--;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != width) rows[i] =
                [.. rows[i].Take(width), .. Enumerable.Repeat("", Math.Max(0, width - rows[i].Length))];
        }
        var written = header.Length == width - 1 ? ["", .. header] : header.Take(width).ToArray();
        if (header.Length > 0 && written.Length != width) throw new DataException(path,
            $"{width} columns in the header, as in the rows", $"{header.Length}");
        var columns =
            new TableColumns(path,
            [.. Enumerable.Range(0, width)
            .Select(i => written.Length > 0 && written[i].Length > 0 ? written[i] : $"c{i + 1}")], rows);
        var hasNoName = written.Length > 0
            && (written[0].Length == 0 || written[0].StartsWith("Unnamed: ", StringComparison.Ordinal));
        if (width > 1 && hasNoName && columns.TellsRows())
        {
            note($"{path}: the first column has no name and tells the rows apart, so it is left out.");
            columns.Remove(0);
        }
        return columns;
    }

    /// <summary>Leaves out columns by name, or by place from 1.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public void Drop(IReadOnlyList<string> without)
    {
        var places = without.Select(name => new Table(path, names, [], []).Column(name)).Distinct().OrderDescending()
            .ToArray();
        foreach (var place in places) Remove(place);
    }

    private void Remove(int place)
    {
        names.RemoveAt(place);
        for (var i = 0; i < rows.Count; i++) rows[i] = [.. rows[i][..place], .. rows[i][(place + 1)..]];
    }

    // Counting up by 1, or all different words.
    private bool TellsRows()
    {
        var isCount = double.TryParse(rows[0][0], NumberStyles.Float, CultureInfo.InvariantCulture, out var start);
        for (var i = 0; isCount && i < rows.Count; i++) isCount =
            double.TryParse(rows[i][0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value == start + i;
        return isCount
            || (rows.All(row => !NumberText.IsNumber(row[0])) && rows.Select(row => row[0]).Distinct()
            .Count() == rows.Count);
    }
}
