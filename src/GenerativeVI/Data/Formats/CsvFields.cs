using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>Takes lines of a text apart into fields and numbers, all lines as the first one shows.</summary>
internal sealed class CsvFields
{
    private readonly char _separator;
    private readonly string _path;
    private string? _withComma;
    private string? _withPoint;

    /// <summary>The fields of a file.</summary>
    /// <param name="line">Its first line.</param>
    /// <param name="path">Its name, for messages.</param>
    public CsvFields(string line, string path)
    {
        _path = path;
        var stated = line.Trim().Trim('"');
        IsSeparatorLine = stated.Length == 5 && stated.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
        _separator = IsSeparatorLine ? stated[^1] : SeparatorOf(line);
    }

    private static ReadOnlySpan<char> Separators => [';', '\t', ',', ' '];

    /// <summary>Whether the line does nothing but state the separator, as Excel's "sep=;" does.</summary>
    public bool IsSeparatorLine { get; }

    /// <summary>What was found out about the numbers, a sentence each.</summary>
    public IEnumerable<string> Remarks => _withComma is null ? [] : [$"{Path.GetFileName(_path)}: its numbers have decimal commas, as {_withComma}."];

    /// <summary>Whether a field is a number, with a decimal point or comma.</summary>
    public static bool IsNumber(ReadOnlySpan<char> field) => TryNumber(field, out _) || TryWithComma(field, out _);

    public static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> field) => field.Trim().Trim('"').Trim();

    public static string Shortened(ReadOnlySpan<char> field) => field.Length <= 20 ? field.ToString() : $"{field[..20]}…";

    /// <summary>The fields of a line as they stand, the empty one behind a last separator too.</summary>
    public string[] Split(string line)
        => [.. line.Split(_separator, _separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None).Select(field => Unquoted(field).ToString())];

    /// <summary>Adds a row's numbers and its label.</summary>
    public void AddRow(ReadOnlySpan<char> row, long line, PixelTableLayout layout, List<float> values, List<string> labels)
    {
        row = _separator == ' ' ? row.Trim() : row;
        int column = 0;
        foreach (var range in row.Split(_separator))
        {
            var field = Unquoted(row[range]);
            if (_separator == ' ' && field.IsEmpty)
                continue;
            // A separator behind the last field makes no column.
            if (column == layout.Columns && field.IsEmpty && range.End.GetOffset(row.Length) == row.Length)
                break;
            if (column == layout.LabelIndex) labels.Add(field.ToString());
            else if (column < layout.Columns) values.Add(Number(field, line, column + 1));
            column++;
        }
        if (column != layout.Columns)
            throw new DataException($"{_path}, line {line}", $"{layout.Columns} columns like the lines before", $"{column}");
    }

    private float Number(ReadOnlySpan<char> field, long line, int column)
    {
        if (TryNumber(field, out var value))
        {
            if (_withPoint is null && field.Contains('.')) _withPoint = field.ToString();
        }
        else if (_separator != ',' && TryWithComma(field, out value))
        {
            _withComma ??= field.ToString();
        }
        else
        {
            throw new DataException($"{_path}, line {line}, column {column}", "a number", $"'{Shortened(field)}'");
        }
        return _withComma is null || _withPoint is null
            ? value
            : throw new DataException($"{_path}, line {line}, column {column}", "decimal points or decimal commas", $"both ({_withPoint} and {_withComma})", "take out what separates thousands");
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

    private static bool TryWithComma(ReadOnlySpan<char> field, out float value)
    {
        const int longest = 40;
        value = 0;
        if (field.Length > longest || field.Count(',') != 1 || field.Contains('.')) return false;
        Span<char> pointed = stackalloc char[field.Length];
        field.Replace(pointed, ',', '.');
        return TryNumber(pointed, out value);
    }
}
