using System.Globalization;
using System.Text;

namespace GenerativeVI.Data;

/// <summary>
/// Reads tables of numbers and words: a line a row; commas, semicolons, tabs or blanks between fields (the first line decides); quoted fields may hold separators and doubled quotes;
/// empty lines are skipped; plain or gzip. The first line is a header if any of its fields is a word, and no mark of a missing value, while the column's next one is a number, or if it has the
/// name that is asked for; without a header columns are called c1, c2, ….
/// </summary>
public static class TableReader
{
    private static ReadOnlySpan<char> Separators => [';', '\t', ',', ' '];

    // What files put where nothing was known.
    private static readonly string[] Missing = ["", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "None"];

    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="named">A column that a header must have, such as the target: where all cells are words, nothing else tells a header from a row. Null for none, and a number is none.</param>
    /// <exception cref="DataException">The file is missing, unreadable, empty or ragged (a row of another length, named), a quote is not closed, or two columns have one name.</exception>
    public static Table Read(string path, string? named = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        using var text = new StreamReader(file);
        var (rows, lines, number, separator) = (new List<string[]>(), new List<long>(), 0L, (char?)null);
        for (var line = text.ReadLine(); line is not null; line = text.ReadLine())
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            separator ??= SeparatorOf(line);
            var fields = Fields(line, separator.Value, path, number);
            if (rows.Count > 0 && fields.Length != rows[0].Length) throw new DataException($"{path}, line {number}", $"{rows[0].Length} columns like the lines before", $"{fields.Length}");
            rows.Add(fields);
            lines.Add(number);
        }
        if (rows.Count == 0) throw new DataException(path, "at least one row", "none");
        var hasHeader = HasHeader(rows) || (named is not null && !IsNumber(named, out _) && rows[0].Contains(named));
        if (hasHeader && rows.Count == 1) throw new DataException(path, "at least one row below the header", "none");
        var header = hasHeader ? rows[0] : [.. Enumerable.Range(1, rows[0].Length).Select(i => $"c{i}")];
        if (header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new DataException(path, "columns of different names", $"\"{twice.Key}\" more than once");
        return new Table(path, header, rows[(hasHeader ? 1 : 0)..], lines[(hasHeader ? 1 : 0)..]);
    }

    /// <summary>Reads row numbers, one a line or with blanks between them, such as a published split. "21." and "2.1e1" are 21.</summary>
    /// <param name="path">A text file.</param>
    /// <exception cref="DataException">The file is missing, empty, or holds something else than whole numbers from 0.</exception>
    public static IReadOnlyList<int> ReadIndex(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        using var text = new StreamReader(file);
        var numbers = text.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => IsNumber(word, out var value) && value >= 0 && value == Math.Floor(value) && value <= int.MaxValue
                ? (int)value
                : throw new DataException(path, "whole numbers from 0", $"'{word}'")).ToArray();
        return numbers.Length > 0 ? numbers : throw new DataException(path, "at least one row number", "none");
    }

    /// <summary>Whether a cell is a finite number, with a decimal point.</summary>
    internal static bool IsNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Whether a cell says that nothing was known.</summary>
    internal static bool IsMissing(string cell) => Missing.Contains(cell);

    private static bool HasHeader(List<string[]> rows)
    {
        var names = rows[0].Select(cell => !IsNumber(cell, out _) && !IsMissing(cell)).ToArray();
        if (rows.Count == 1) return names.All(isName => isName);
        return names.Zip(rows[1]).Any(pair => pair.First && IsNumber(pair.Second, out _));
    }

    private static char SeparatorOf(string line)
    {
        // Numbers in columns may have tabs and blanks between them in any mixture; words between tabs may hold blanks.
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word => IsNumber(word, out _))) return ' ';
        foreach (var candidate in Separators)
        {
            if (line.Trim().Contains(candidate)) return candidate;
        }
        return ',';
    }

    private static string[] Fields(string line, char separator, string path, long number)
    {
        if (separator == ' ') return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(c);
        }
        if (quoted) throw new DataException($"{path}, line {number}", "a closing quote", "the end of the line");
        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
