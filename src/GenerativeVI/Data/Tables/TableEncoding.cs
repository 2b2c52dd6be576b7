using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>
/// How the columns of a table become numbers, learned from a training part alone: numeric columns are standardized, word columns become one input a word (one-hot), columns that are the same
/// in every row are left out. The target is a class if it has words or few whole numbers, else a standardized number.
/// </summary>
public sealed class TableEncoding
{
    private readonly string target;
    private readonly List<Input> inputs = [];

    private TableEncoding(Table train, string target, bool? classes)
    {
        if (train.Rows.Count < 2) throw new DataException(train.Path, "at least two training rows", $"{train.Rows.Count}", "give it more rows, or less to the test part");
        this.target = train.Header[train.Column(target)];
        var targets = TableCells.Of(train, train.Column(target));
        if (classes != true) TableCells.RefuseStrayWords(train, train.Column(target), targets);
        var numeric = targets.All(cell => TableReader.IsNumber(cell, out _));
        var distinct = targets.Distinct().ToArray();
        PredictsClasses = classes ?? (!numeric || (distinct.Length <= 10 && distinct.All(cell => double.IsInteger(double.Parse(cell, CultureInfo.InvariantCulture)))));
        if (!PredictsClasses && !numeric)
            throw new DataException($"{train.Path}, column \"{this.target}\"", "numbers, for a regression", $"'{targets.First(cell => !TableReader.IsNumber(cell, out _))}'");
        if (PredictsClasses) Classes = [.. numeric ? distinct.OrderBy(cell => double.Parse(cell, CultureInfo.InvariantCulture)) : distinct.Order(StringComparer.Ordinal)];
        else if (distinct.Length == 1) throw new DataException($"{train.Path}, column \"{this.target}\"", "targets that differ", $"{targets[0]} in every training row", "name another target");
        else (TargetMean, TargetScale) = TableCells.Moments(train, train.Column(target), targets);
        for (var column = 0; column < train.Header.Count; column++)
        {
            if (train.Header[column] == this.target) continue;
            var cells = TableCells.Of(train, column);
            if (cells.Distinct().Count() == 1) continue;
            TableCells.RefuseStrayWords(train, column, cells);
            var (isNumeric, name) = (cells.All(cell => TableReader.IsNumber(cell, out _)), train.Header[column]);
            var (mean, scale) = isNumeric ? TableCells.Moments(train, column, cells) : (0, 1);
            inputs.Add(new Input(name, isNumeric ? null : [.. cells.Distinct().Order(StringComparer.Ordinal)], mean, scale));
        }
        if (inputs.Count == 0) throw new DataException(train.Path, $"a column beside \"{this.target}\" that is not the same in every row", "none");
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
    public IReadOnlyList<string> Inputs => [.. inputs.SelectMany(input => input.Words is null ? [input.Name] : input.Words.Select(word => $"{input.Name}={word}"))];

    /// <summary>Learns an encoding.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="target">The target's column, by name or by place from 1.</param>
    /// <param name="classes">Whether the target is a class; when null, if it has words or at most 10 different whole numbers.</param>
    /// <exception cref="DataException">A cell is missing (row and column are named), or no column tells rows apart.</exception>
    public static TableEncoding Fit(Table train, string target, bool? classes = null) => new(train, target, classes);

    /// <summary>Rows as tensors; the caller owns them.</summary>
    /// <param name="table">Rows with the columns of the training part, in any order.</param>
    /// <exception cref="DataException">A column is missing, or a cell is missing, not a number, or a word that the training rows do not have; row and column are named.</exception>
    public EncodedTable Apply(Table table)
    {
        var columns = inputs.Select(input => (Input: input, Cells: TableCells.Of(table, Place(table, input.Name)))).ToArray();
        var width = Inputs.Count;
        var values = new double[table.Rows.Count * width];
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var place = row * width;
            foreach (var (input, cells) in columns)
            {
                if (input.Words is null) values[place++] = (Number(table, row, input.Name, cells[row]) - input.Mean) / input.Scale;
                else
                {
                    values[place + Known(table, row, input.Name, cells[row], input.Words)] = 1;
                    place += input.Words.Length;
                }
            }
        }
        var own = TableCells.Of(table, Place(table, target));
        using var scope = NewDisposeScope();
        var x = tensor(values).reshape(table.Rows.Count, width).DetachFromDisposeScope();
        if (PredictsClasses)
        {
            string[] classes = [.. Classes];
            return new EncodedTable(x, tensor(own.Select((cell, row) => (long)Known(table, row, target, cell, classes)).ToArray()).DetachFromDisposeScope(), null);
        }
        return new EncodedTable(x, null, tensor(own.Select((cell, row) => (Number(table, row, target, cell) - TargetMean) / TargetScale).ToArray()).DetachFromDisposeScope());
    }

    // By name alone: a column that is not there must not be another one that stands in its place.
    private static int Place(Table table, string name) => table.Header.Contains(name)
        ? table.Column(name)
        : throw new DataException(table.Path, $"a column named \"{name}\"", string.Join(", ", table.Header.Take(20)), "give it the columns and the header of the training rows");

    private static double Number(Table table, int row, string column, string cell) =>
        TableReader.IsNumber(cell, out var value) ? value : throw new DataException(TableCells.At(table, row, column), "a number, as in the training rows", $"'{cell}'", "correct it or leave the row out");

    private static int Known(Table table, int row, string column, string cell, string[] words)
    {
        var place = Array.IndexOf(words, cell);
        // 1 and 1.0 are one class.
        if (place < 0 && TableReader.IsNumber(cell, out var value)) place = Array.FindIndex(words, word => TableReader.IsNumber(word, out var other) && other == value);
        return place >= 0 ? place : throw new DataException(
            TableCells.At(table, row, column), $"one of {string.Join(", ", words.Take(12))}{(words.Length > 12 ? ", …" : "")}, which the training rows have", $"'{cell}'", "leave the row out, or put rows like it among the training rows");
    }

    /// <summary>A column that is an input: a number to standardize, or words.</summary>
    private sealed record Input(string Name, string[]? Words, double Mean, double Scale);
}
