using System.Collections.Frozen;
using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>
/// Reads tables of numbers and words: a line a row; commas, semicolons, tabs, bars or blanks between fields, as a first
/// line "sep=;" says or as they give every row as many; quoted fields may
/// hold separators, line breaks and doubled quotes; empty lines are skipped; UTF-8 or what a byte order mark says;
/// plain or gzip. The first line is a header if any of its fields is a word, and
/// no mark of a missing value, while the column's next one is a number, or if it has the name that is asked for;
/// without a header columns are called c1, c2, …. A separator at the end of every
/// row makes no column, and a running index without a name is left out. Decimal commas, groups of three digits and
/// signs of per cent or of a currency are told from the whole table and said.
/// </summary>
public static class TableReader
{
    // What files put where nothing was known.
    private static readonly FrozenSet<string> Missing =
        FrozenSet.Create(StringComparer.Ordinal,
        ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "None"]);

    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="named">A column that a header must have, such as the target: where all cells are words, nothing
    /// else tells a header from a row. Null for none.</param>
    /// <exception cref="DataException">The file is missing, unreadable, empty or ragged (a row of another length,
    /// named), a quote is not closed, or two columns have one name.</exception>
    public static Table Read(string path, string? named = null) => Read(path, new TableOptions { Named = named });

    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="options">What is known of it.</param>
    /// <exception cref="DataException">
    /// The file is missing, unreadable, empty or ragged (a row of another length, named), not text of its encoding, a
    /// quote is not closed, two columns have one name, or nothing tells whether the
    /// first line is a header or how numbers are written.
    /// </exception>
    public static Table Read(string path, TableOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (rows, lines, notes) = (new List<string[]>(), new List<long>(), new List<string>());
        using (var text = DelimitedText.Open(path, options.Encoding))
        {
            var pool = new CellPool();
            while (text.Read())
            {
                if (rows.Count > 1) RequireWidth(path, text.Line, rows, text.Count, text[^1].IsEmpty);
                rows.Add(pool.Fields(text));
                lines.Add(text.Line);
                if (rows.Count == 2 && rows[1].Length != rows[0].Length && !IsNear(rows[0], rows[1])) throw Ragged(path,
                    text.Line, rows[0].Length, rows[1].Length);
            }
        }
        if (rows.Count == 0) throw new DataException(path, "at least one row", "none");
        var hasHeader =
            new HeaderLine(path, rows[..Math.Min(rows.Count, HeaderLine.RowsSeen)], rows.Count <= HeaderLine.RowsSeen,
            notes.Add).Is(options);
        if (hasHeader && rows.Count == 1) throw new DataException(path, "at least one row below the header", "none");
        if (rows.Count > 1 && rows[1].Length > rows[0].Length && rows[1][^1].Length > 0
            && !(hasHeader && rows[0].All(name => !NumberText.IsNumber(name))))
            throw Ragged(path, lines[1], rows[0].Length, rows[1].Length);
        var written = hasHeader ? rows[0] : [];
        if (hasHeader) (rows, lines) = (rows[1..], lines[1..]);
        var columns = TableColumns.Of(path, written, rows, notes.Add);
        columns.Drop(options.Without);
        var header = columns.Names;
        if (header.GroupBy(name => name)
            .FirstOrDefault(group => group.Count() > 1) is { } twice) throw new DataException(path,
            "columns of different names", $"\"{twice.Key}\" more than once");
        var (format, units) = new TableNumbers(path, header, rows, lines)
            .Normalize(options.Numbers, options.Like, notes.Add);
        return new Table(path, header, rows, lines) { HasHeader = hasHeader, FileHeader = written, Numbers = format,
            Units = units, Notes = notes };
    }

    /// <summary>Reads row numbers, one a line or with blanks between them, such as a published split. "21." and "2.1e1"
    /// are 21.</summary>
    /// <param name="path">A text file.</param>
    /// <exception cref="DataException">The file is missing, empty, or holds something else than whole numbers from
    /// 0.</exception>
    public static IReadOnlyList<int> ReadIndex(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        using var text = new StreamReader(file);
        var numbers = text.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => IsNumber(word, out var value) && value >= 0 && value == Math.Floor(value)
                && value <= int.MaxValue
                ? (int)value
                : throw new DataException(path, "whole numbers from 0", $"'{word}'")).ToArray();
        return numbers.Length > 0 ? numbers : throw new DataException(path, "at least one row number", "none");
    }

    /// <summary>Whether a cell is a finite number, with a decimal point.</summary>
    internal static bool IsNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Whether a cell says that nothing was known.</summary>
    internal static bool IsMissing(string cell) => Missing.Contains(cell);

    // A header may be one short of the rows, which then begin with names of their own or end in a separator; or it may
    // end in one itself.
    private static bool IsNear(string[] first, string[] second) => second.Length == first.Length + 1
        || (second.Length == first.Length - 1 && first[^1].Length == 0);

    private static void RequireWidth(string path, long line, List<string[]> rows, int count, bool endsEmpty)
    {
        var usual = rows[1].Length;
        var isAlike = count == usual || (count == usual + 1 && endsEmpty)
            || (count == usual - 1 && rows[1][^1].Length == 0);
        if (!isAlike) throw Ragged(path, line, usual, count);
    }

    private static DataException Ragged(string path, long line, int usual, int count) =>
        new($"{path}, line {line}", $"{usual} columns like the lines before", $"{count}");
}
