using System.Globalization;
using System.Runtime.InteropServices;

namespace GenerativeVI.Data;

/// <summary>
/// Reads tables of numbers from text: a line a row, fields separated by commas, semicolons, tabs or blanks (the first line decides), a decimal point, empty lines
/// skipped, plain or gzip. The first line is a header if any of its fields is not a number; quotes around fields are dropped.
/// </summary>
public static class CsvReader
{
    private static ReadOnlySpan<char> Separators => [';', '\t', ',', ' '];

    /// <summary>Reads one file.</summary>
    /// <param name="path">A text file.</param>
    /// <returns>The table; its values are [rows, columns].</returns>
    /// <exception cref="DataException">The file is missing, unreadable, empty, ragged (a row of another length, named) or holds a field that is not a number (row and column named).</exception>
    public static CsvTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = DataFile.Open(path);
        using var text = new StreamReader(file);
        return Parse(text, path);
    }

    private static CsvTable Parse(StreamReader text, string path)
    {
        string[]? header = null;
        var values = new List<float>();
        int columns = 0;
        long rows = 0, line = 0;
        char separator = ',';
        for (string? row = text.ReadLine(); row is not null; row = text.ReadLine())
        {
            line++;
            if (row.AsSpan().IsWhiteSpace())
                continue;
            if (columns == 0)
            {
                separator = SeparatorOf(row);
                var names = Fields(row, separator);
                columns = names.Length;
                if (!names.All(name => TryNumber(name, out _)))
                {
                    header = names;
                    continue;
                }
            }
            AddRow(row, separator, columns, values, path, line);
            rows++;
        }
        if (rows == 0)
            throw new DataException(path, "at least one row of numbers", "none");
        var bytes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray();
        return new CsvTable(new NumericArray(path, ElementType.Float32, bytes, [rows, columns]), header);
    }

    private static void AddRow(ReadOnlySpan<char> row, char separator, int columns, List<float> values, string path, long line)
    {
        row = separator == ' ' ? row.Trim() : row;
        int column = 0;
        foreach (var range in row.Split(separator))
        {
            var field = Unquoted(row[range]);
            if (separator == ' ' && field.IsEmpty)
                continue;
            column++;
            if (!TryNumber(field, out float value))
                throw new DataException($"{path}, line {line}, column {column}", "a number", $"'{Shortened(field)}'");
            if (column <= columns)
                values.Add(value);
        }
        if (column != columns)
            throw new DataException($"{path}, line {line}", $"{columns} columns like the lines before", $"{column}");
    }

    private static char SeparatorOf(ReadOnlySpan<char> line)
    {
        foreach (char candidate in Separators)
        {
            if (line.Trim().Contains(candidate))
                return candidate;
        }
        return ',';
    }

    private static string[] Fields(string line, char separator)
        => [.. line.Split(separator, separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None).Select(field => Unquoted(field).ToString())];

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> field) => field.Trim().Trim('"').Trim();

    private static bool TryNumber(ReadOnlySpan<char> field, out float value)
    {
        // Nearly every pixel is a whole number of up to three digits, for which the general parser is slow.
        if (field.Length is 0 or > 3 || field.ContainsAnyExceptInRange('0', '9'))
            return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
        value = 0;
        foreach (char digit in field)
            value = 10 * value + (digit - '0');
        return true;
    }

    private static string Shortened(ReadOnlySpan<char> field) => field.Length <= 20 ? field.ToString() : $"{field[..20]}…";
}
