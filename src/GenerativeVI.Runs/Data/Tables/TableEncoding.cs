namespace GenerativeVI.Data;

/// <summary>
/// How the columns of a table become numbers, learned from a training part alone: numeric columns are standardized,
/// word columns become one input a word (one-hot), columns that are the same
/// in every row are left out. The target is a class if it has words or few whole numbers, else a standardized number.
/// </summary>
public sealed class TableEncoding
{
    private readonly string target;
    private readonly List<Input> inputs = [];

    private TableEncoding(Table train, string target, bool? classes)
    {
        if (train.Rows.Count < 2) throw new DataException(train.Path, "at least two training rows",
            $"{train.Rows.Count}", "give it more rows, or less to the test part");
        var own = TableColumn.Of(train, train.Column(target));
        this.target = own.Name;
        if (classes != true) own.RefuseStrayWords();
        PredictsClasses = classes ?? LooksLikeClasses(own);
        if (!PredictsClasses && own.Values is null) throw new DataException($"{train.Path}, column \"{own.Name}\"",
            "numbers, for a regression", $"'{own.Words[own.FirstWord]}'");
        if (PredictsClasses)
        {
            own.RequireShared();
            Classes = own.Distinct();
        }
        else if (own.IsConstant) throw new DataException($"{train.Path}, column \"{own.Name}\"", "targets that differ",
            $"{own.Words[0]} in every training row", "name another target");
        else (TargetMean, TargetScale) = own.Moments();
        for (var column = 0; column < train.Header.Count; column++)
        {
            if (train.Header[column] == this.target) continue;
            var input = TableColumn.Of(train, column);
            if (input.IsConstant) continue;
            input.RefuseStrayWords();
            input.RequireShared();
            var (mean, scale) = input.Values is null ? (0, 1) : input.Moments();
            inputs.Add(new Input(input.Name, input.Values is null ? Numbered(input.Distinct()) : null, mean, scale));
        }
        if (inputs.Count == 0) throw new DataException(train.Path,
            $"a column beside \"{this.target}\" that is not the same in every row", "none");
    }

    /// <summary>Whether the target is a class.</summary>
    public bool PredictsClasses { get; }

    /// <summary>The classes by name, in the order of their numbers; none where the target is a number.</summary>
    public IReadOnlyList<string> Classes { get; } = [];

    /// <summary>The mean of the training targets.</summary>
    public double TargetMean { get; }

    /// <summary>Their standard deviation: what standardized errors are multiplied by.</summary>
    public double TargetScale { get; } = 1;

    /// <summary>D, the inputs after encoding, by name.</summary>
    public IReadOnlyList<string> Inputs =>
        [.. inputs.SelectMany(input => input.Words is null ? [input.Name]
        : input.Words.Keys.Select(word => $"{input.Name}={word}"))];

    /// <summary>Learns an encoding.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="target">The target's column, by name or by place from 1.</param>
    /// <param name="classes">Whether the target is a class; when null, if it has words or at most 10 different whole
    /// numbers.</param>
    /// <exception cref="DataException">A cell is missing (row and column are named), or no column tells rows
    /// apart.</exception>
    public static TableEncoding Fit(Table train, string target, bool? classes = null) => new(train, target, classes);

    /// <summary>Rows as tensors; the caller owns them.</summary>
    /// <param name="table">Rows with the columns of the training part, in any order.</param>
    /// <exception cref="DataException">A column is missing, or a cell is missing, not a number, or a word that the
    /// training rows do not have; row and column are named.</exception>
    public EncodedTable Apply(Table table)
    {
        var (rows, width) = (table.Rows.Count, inputs.Sum(input => input.Words?.Count ?? 1));
        if ((long)rows * width > Array.MaxLength) throw new DataException(table.Path,
            $"at most {Array.MaxLength / width} rows of {width} inputs, of which each word is one", $"{rows}",
            "take fewer rows, or leave columns out with TableOptions.Without");
        var values = new double[rows * width];
        var place = 0;
        foreach (var input in inputs)
        {
            Fill(values, place, width, input, TableColumn.Of(table, Place(table, input.Name)));
            place += input.Words?.Count ?? 1;
        }
        var own = TableColumn.Of(table, Place(table, target));
        using var scope = NewDisposeScope();
        var x = tensor(values).reshape(rows, width).DetachFromDisposeScope();
        if (!PredictsClasses) return new EncodedTable(x, null,
            tensor(Enumerable.Range(0, rows).Select(row => (Number(table, own, row) - TargetMean) / TargetScale)
            .ToArray()).DetachFromDisposeScope());
        var classes = Numbered([.. Classes]);
        return new EncodedTable(x,
            tensor(Enumerable.Range(0, rows).Select(row => (long)Known(table, own, row, classes)).ToArray())
            .DetachFromDisposeScope(), null);

        void Fill(double[] to, int first, int step, Input input, TableColumn column)
        {
            for (var row = 0; row < table.Rows.Count; row++)
            {
                if (input.Words is { } words) to[first + row * step + Known(table, column, row, words)] = 1;
                else to[first + row * step] = (Number(table, column, row) - input.Mean) / input.Scale;
            }
        }
    }

    // By name alone: a column that is not there must not be another one that stands in its place.
    private static int Place(Table table, string name) => table.Header.Contains(name)
        ? table.Column(name)
        : throw new DataException(table.Path, $"a column named \"{name}\"", string.Join(", ", table.Header.Take(20)),
            "give it the columns and the header of the training rows");

    private static bool LooksLikeClasses(TableColumn column)
    {
        if (column.Values is not { } values) return true;
        var different = new HashSet<double>();
        foreach (var value in values)
        {
            if (!double.IsInteger(value)
                || (different.Add(value) && different.Count > TableCells.FewNumbers)) return false;
        }
        return true;
    }

    private static double Number(Table table, TableColumn column, int row)
    {
        if (column.Values is { } values) return values[row];
        return TableReader.IsNumber(column.Words[row], out var value) ? value
            : throw new DataException(TableCells.At(table, row, column.Name), "a number, as in the training rows",
            $"'{column.Words[row]}'", "correct it or leave the row out");
    }

    private static OrderedDictionary<string, int> Numbered(string[] words) =>
        new(words.Select((word, place) => KeyValuePair.Create(word, place)), StringComparer.Ordinal);

    private static int Known(Table table, TableColumn column, int row, OrderedDictionary<string, int> words)
    {
        var cell = column.Words[row];
        if (words.TryGetValue(cell, out var place)) return place;
        // 1 and 1.0 are one class.
        if (TableReader.IsNumber(cell, out var value))
        {
            foreach (var (word, number) in words)
            {
                if (TableReader.IsNumber(word, out var other) && other == value) return number;
            }
        }
        throw new DataException(
            TableCells.At(table, row, column.Name),
                $"one of {string.Join(", ", words.Keys.Take(12))}{(words.Count > 12 ? ", …" : "")}, which the training rows have", $"'{cell}'", "leave the row out, or put rows like it among the training rows");
    }

    /// <summary>A column that is an input: a number to standardize, or words by their place.</summary>
    private sealed record Input(string Name, OrderedDictionary<string, int>? Words, double Mean, double Scale);
}
