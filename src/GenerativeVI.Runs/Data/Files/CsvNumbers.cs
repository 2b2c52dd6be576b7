using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>Reads the fields of a table of numbers, with decimal points or, where fields are not separated by commas,
/// with decimal commas, but not with both.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="separator">What stands between fields.</param>
internal sealed class CsvNumbers(string path, char separator)
{
    private string? withComma;
    private string? withPoint;

    /// <summary>What was found out about the numbers, a sentence each.</summary>
    public IEnumerable<string> Remarks => withComma is null ? []
        : [$"{Path.GetFileName(path)}: its numbers have decimal commas, as {withComma}."];

    /// <summary>Whether a field is a number, with a decimal point or comma.</summary>
    public static bool IsNumber(ReadOnlySpan<char> field) => TryNumber(field, out _) || TryWithComma(field, out _);

    /// <summary>A number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="line">Its line, for messages.</param>
    /// <param name="column">Its column from 1, for messages.</param>
    /// <exception cref="DataException">It is no number, or one written in another way than those before.</exception>
    public float Read(ReadOnlySpan<char> field, long line, int column)
    {
        if (TryNumber(field, out var value))
        {
            if (withPoint is null && field.Contains('.')) withPoint = field.ToString();
        }
        else if (separator != ',' && TryWithComma(field, out value))
        {
            withComma ??= field.ToString();
        }
        else
        {
            throw new DataException(Place(line, column), "a number", $"'{Shortened(field)}'");
        }
        return withComma is null || withPoint is null
            ? value
            : throw new DataException(Place(line, column), "decimal points or decimal commas",
                $"both ({withPoint} and {withComma})", "take out what separates thousands");
    }

    /// <summary>A field as messages show it.</summary>
    public static string Shortened(ReadOnlySpan<char> field)
    {
        const int most = 20;
        return field.Length <= most ? field.ToString() : $"{field[..most]}…";
    }

    private string Place(long line, int column) => $"{path}, line {line}, column {column}";

    private static bool TryNumber(ReadOnlySpan<char> field, out float value)
    {
        // Nearly every pixel is a whole number of up to three digits, for which the general parser is slow.
        if (field.Length is 0 or > 3 || field.ContainsAnyExceptInRange('0', '9'))
            return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && float.IsFinite(value);
        value = 0;
        foreach (var digit in field) value = 10 * value + (digit - '0');
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
