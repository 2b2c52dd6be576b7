namespace GenerativeVI.Data;

/// <summary>Tells whether a table's first row names its columns.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="rows">The first rows.</param>
/// <param name="isAll">Whether these are all.</param>
/// <param name="note">Told what was taken for what, where a person might think otherwise.</param>
internal sealed class HeaderLine(string path, IReadOnlyList<string[]> rows, bool isAll, Action<string> note)
{
    /// <summary>How many rows are looked at.</summary>
    public const int RowsSeen = 1000;

    private const string Remedy = "say TableOptions.Header = true or TableOptions.Header = false";
    private const int ManyColumns = 5;
    private const int FirstYear = 1800, LastYear = 2200;

    // A separator at its end names nothing.
    private readonly string[] first = rows[0] is [.. { Length: > 0 } names, ""] ? names : rows[0];
    private readonly string[][] rest =
        [.. rows.Skip(1).Where(row => row.Length >= rows[0].Length - (rows[0] is [_, .., ""] ? 1 : 0))];

    /// <summary>Whether it is a header.</summary>
    /// <exception cref="DataException">Nothing tells.</exception>
    public bool Is(TableOptions options)
    {
        if (options.Header is { } said) return said;
        if (options.Like is { HasHeader: true } like && first.Order(StringComparer.Ordinal)
            .SequenceEqual(like.FileHeader.Order(StringComparer.Ordinal))) return true;
        if (options.Like is { HasHeader: false }) return false;
        var words = first.Select(cell => !NumberText.IsNumber(cell) && !TableReader.IsMissing(cell)).ToArray();
        if (rows.Count == 1) return words.All(isWord => isWord);
        // Names of rows have no name of their own in what R writes.
        if (rows[1].Length == first.Length + 1 && rows[1][^1].Length > 0) return words.All(isWord => isWord);
        if (words.Where((isWord, column) => isWord && Beneath(column) is { } cell && NumberText.IsNumber(cell))
            .Any()) return true;
        if (options.Named is { } name && first.Contains(name)
            && !(int.TryParse(name, out var place) && place >= 1 && place <= first.Length)) return true;
        if (first.All(cell => NumberText.IsPlain(cell))) return NamesByNumber();
        return words.All(isWord => isWord) && NamesByWord();
    }

    // What stands below, but for marks of missing values.
    private string? Beneath(int column) => rest.Select(row => row[column])
        .FirstOrDefault(cell => !TableReader.IsMissing(cell));

    // 0, 1, 2, … or years, where no other row is such a series.
    private bool NamesByNumber()
    {
        if (first.Length < 2 || Step(first) is not { } step
            || rest.Any(row => Step(row[..first.Length]) is not null)) return false;
        var start = (int)Number(first[0]);
        // Whole numbers over columns of fractions are no row of them.
        var fractions = Enumerable.Range(0, first.Length)
            .Count(column =>
            2 * rest.Count(row => NumberText.IsPlain(row[column])
            && !double.IsInteger(Number(row[column]))) > rest.Length);
        var isCount = step == 1 && start is 0 or 1;
        var areYears = start >= FirstYear && Number(first[^1]) <= LastYear && first.Length > 2;
        if (!isCount && !areYears) return false;
        if (fractions >= 2 || (first.Length >= ManyColumns && rest.Length >= ManyColumns)) return Taken();
        return first.Length > 2 ? throw Undecided() : false;
    }

    // A name seldom stands among the values that it names.
    private bool NamesByWord()
    {
        var columns = Enumerable.Range(0, first.Length).Select(column => rest.Select(row => row[column]).ToArray())
            .ToArray();
        if (columns.Zip(first).Any(pair => pair.First.Contains(pair.Second))) return false;
        return columns.All(cells => 2 * cells.Distinct().Count() <= cells.Length) ? Taken() : throw Undecided();
    }

    private bool Taken()
    {
        note($"{path}: the first line, {Shown}, is taken for the names of the columns; TableOptions.Header = false reads it as a row.");
        return true;
    }

    private DataException Undecided() =>
        new($"{path}: the first line, {Shown}, may name the columns or be a row{(isAll ? "" : $", as far as the first {rows.Count} rows tell")}; {Remedy}.");

    private string Shown => $"\"{string.Join(", ", first.Take(8))}{(first.Length > 8 ? ", …" : "")}\"";

    private static double Number(string cell) => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    // The step of a rising series of whole numbers; null where it is none.
    private static double? Step(string[] cells)
    {
        if (!cells.All(cell => NumberText.IsPlain(cell) && double.IsInteger(Number(cell)))) return null;
        var step = Number(cells[1]) - Number(cells[0]);
        return step > 0 && Enumerable.Range(1, cells.Length - 1)
            .All(i => Number(cells[i]) - Number(cells[i - 1]) == step) ? step : null;
    }
}
