using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>A column of a table, all of whose cells hold something: numbers, or words.</summary>
internal sealed class TableColumn
{
    private static readonly string[] Truths = ["true", "false", "yes", "no"];

    private readonly Table table;
    private readonly string[] words;
    private readonly double[]? values;

    private TableColumn(Table table, string name, string[] words, double[]? values) =>
        (this.table, Name, this.words, this.values) = (table, name, words, values);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The cells as words; of numbers, as they stand.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>The cells as numbers; null where one is a word.</summary>
    public IReadOnlyList<double>? Values => values;

    /// <summary>Whether all cells are the same.</summary>
    public bool IsConstant => values is null ? Array.TrueForAll(words, word => word == words[0])
        : Array.TrueForAll(values, value => value == values[0]);

    /// <summary>Reads a column.</summary>
    /// <exception cref="DataException">A cell is missing or not finite; its line and column are named.</exception>
    public static TableColumn Of(Table table, int column)
    {
        var words = new string[table.Rows.Count];
        var values = new double[words.Length];
        var isNumeric = true;
        for (var row = 0; row < words.Length; row++)
        {
            var cell = words[row] = table.Rows[row][column];
            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out values[row])
                && double.IsFinite(values[row])) continue;
            RequireFinite(table, row, column, cell);
            isNumeric = false;
        }
        for (var row = 0; !isNumeric && row < words.Length; row++) words[row] = Canonical(words[row]);
        return new TableColumn(table, table.Header[column], words, isNumeric ? values : null);
    }

    /// <summary>
    /// Different words in their order, as classes or inputs are numbered: numbers by value, "0.0" and "0" being one;
    /// words by their letters, "True" and "TRUE" being one. A word of a number in a
    /// column of words is one of its value.
    /// </summary>
    public string[] Distinct() => values is null
        ? [.. words.Distinct().Order(StringComparer.Ordinal)]
        : [.. values.Select((value, row) => (value, words[row])).GroupBy(cell => cell.value).OrderBy(group => group.Key)
            .Select(group => Shortest(group.Select(cell => cell.Item2)))];

    /// <summary>Refuses words that hardly any rows share: names, dates, numbers with units, of which each would be an
    /// input or a class of its own.</summary>
    /// <exception cref="DataException">There are so many.</exception>
    public void RequireShared()
    {
        const int few = 20;
        if (values is not null || words.Length < few) return;
        var different = words.ToHashSet(StringComparer.Ordinal);
        if (different.Count <= few || 2 * different.Count <= words.Length) return;
        throw new DataException(
            $"{table.Path}, column \"{Name}\"", "words that rows share",
                $"{different.Count} different ones in {words.Length} rows, such as '{words[0]}'",
                $"make numbers of them, or leave the column out with TableOptions.Without {Name}");
    }

    /// <summary>Refuses a word among numbers, which would make each of the numbers a word: most cells are numbers, and
    /// of more values than codes such as 2, 3, 4, "5 or more" have.</summary>
    /// <exception cref="DataException">There is one; its line and column are named.</exception>
    public void RefuseStrayWords()
    {
        if (values is not null) return;
        var numbers = words.Where(word => NumberText.IsPlain(word)).ToArray();
        if (2 * numbers.Length <= words.Length || numbers.Distinct().Count() <= TableCells.FewNumbers) return;
        var row = Array.FindIndex(words, word => !NumberText.IsPlain(word));
        throw new DataException(TableCells.At(table, row, Name), "a number, as in most other rows", $"'{words[row]}'",
            "correct it or leave the row out");
    }

    /// <summary>Mean and standard deviation, 1 where that is 0.</summary>
    /// <exception cref="DataException">The numbers are too far apart for either.</exception>
    public (double Mean, double Scale) Moments()
    {
        var mean = values!.Sum(value => value / values!.Length);
        // In units of the greatest deviation, whose square neither vanishes nor overflows.
        var greatest = values!.Max(value => Math.Abs(value - mean));
        if (!double.IsFinite(greatest)) throw new DataException($"{table.Path}, column \"{Name}\"",
            "numbers whose differences are finite", $"{values!.MaxBy(Math.Abs):G3}", "give it another unit");
        if (greatest == 0) return (mean, 1);
        var scale =
            greatest * Math.Sqrt(values!.Average(value => (value - mean) / greatest * ((value - mean) / greatest)));
        return (mean, scale > 0 ? scale : 1);
    }

    /// <summary>The row of the first cell that is not a number.</summary>
    public int FirstWord => Array.FindIndex(words, word => !NumberText.IsPlain(word));

    /// <summary>A word as it is compared: "TRUE" as "true", "2.0" as "2".</summary>
    private static string Canonical(string word) => word.Contains('.') && TableReader.IsNumber(word, out var value)
        && double.IsInteger(value)
        ? value.ToString("R", CultureInfo.InvariantCulture)
        : Array.Find(Truths, truth => truth.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? word;

    private static string Shortest(IEnumerable<string> words) => words.MinBy(word => word.Length)!;

    private static void RequireFinite(Table table, int row, int column, string cell)
    {
        if (TableReader.IsMissing(cell)) throw new DataException(TableCells.At(table, row, table.Header[column]),
            "a value", cell.Length == 0 ? "none" : $"'{cell}'", "fill it in or leave the row out");
        var isInfinite = cell.AsSpan().TrimStart("+-") is var bare
            && (bare.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("infinity", StringComparison.OrdinalIgnoreCase));
        if (isInfinite
            || (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && !double.IsFinite(value)))
            throw new DataException(TableCells.At(table, row, table.Header[column]), "a finite number", $"'{cell}'",
                "correct it or leave the row out");
    }
}
