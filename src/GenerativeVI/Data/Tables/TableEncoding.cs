using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>
/// How the columns of a table become numbers, learned from a training part alone: numeric columns are standardized, word columns become one input a word (one-hot), columns that are the same
/// in every row are left out. The target is a class if it has words or few whole numbers, else a standardized number.
/// </summary>
public sealed class TableEncoding
{
    // What files put where nothing was known.
    private static readonly string[] Missing = ["", "?", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"];

    private readonly string target;
    private readonly List<Input> inputs = [];

    private TableEncoding(Table train, string target, bool? classes)
    {
        this.target = train.Header[train.Column(target)];
        var targets = Cells(train, train.Column(target));
        var numeric = targets.All(cell => TableReader.IsNumber(cell, out _));
        var distinct = targets.Distinct().ToArray();
        PredictsClasses = classes ?? (!numeric || (distinct.Length <= 10 && distinct.All(cell => double.IsInteger(double.Parse(cell, CultureInfo.InvariantCulture)))));
        if (!PredictsClasses && !numeric)
            throw new DataException($"{train.Path}, column \"{this.target}\"", "numbers, for a regression", $"'{targets.First(cell => !TableReader.IsNumber(cell, out _))}'");
        if (PredictsClasses) Classes = [.. numeric ? distinct.OrderBy(cell => double.Parse(cell, CultureInfo.InvariantCulture)) : distinct.Order(StringComparer.Ordinal)];
        else (TargetMean, TargetScale) = Moments(targets);
        for (var column = 0; column < train.Header.Count; column++)
        {
            if (train.Header[column] == this.target) continue;
            var cells = Cells(train, column);
            if (cells.Distinct().Count() == 1) continue;
            inputs.Add(cells.All(cell => TableReader.IsNumber(cell, out _))
                ? new Input(train.Header[column], null, Moments(cells).Mean, Moments(cells).Scale)
                : new Input(train.Header[column], [.. cells.Distinct().Order(StringComparer.Ordinal)], 0, 1));
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
        var columns = inputs.Select(input => (Input: input, Cells: Cells(table, table.Column(input.Name)))).ToArray();
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
        var own = Cells(table, table.Column(target));
        using var scope = NewDisposeScope();
        var x = tensor(values).reshape(table.Rows.Count, width).DetachFromDisposeScope();
        if (PredictsClasses)
        {
            string[] classes = [.. Classes];
            return new EncodedTable(x, tensor(own.Select((cell, row) => (long)Known(table, row, target, cell, classes)).ToArray()).DetachFromDisposeScope(), null);
        }
        return new EncodedTable(x, null, tensor(own.Select((cell, row) => (Number(table, row, target, cell) - TargetMean) / TargetScale).ToArray()).DetachFromDisposeScope());
    }

    private static string[] Cells(Table table, int column) => [.. table.Rows.Select((cells, row) => Missing.Contains(cells[column])
        ? throw new DataException(At(table, row, table.Header[column]), "a value", cells[column].Length == 0 ? "none" : $"'{cells[column]}'", "fill it in or leave the row out")
        : cells[column])];

    private static string At(Table table, int row, string column) => $"{table.Path}, line {table.Lines[row]}, column \"{column}\"";

    private static double Number(Table table, int row, string column, string cell) =>
        TableReader.IsNumber(cell, out var value) ? value : throw new DataException(At(table, row, column), "a number, as in the training rows", $"'{cell}'");

    private static int Known(Table table, int row, string column, string cell, string[] words)
    {
        var place = Array.IndexOf(words, cell);
        // 1 and 1.0 are one class.
        if (place < 0 && TableReader.IsNumber(cell, out var value)) place = Array.FindIndex(words, word => TableReader.IsNumber(word, out var other) && other == value);
        return place >= 0 ? place : throw new DataException(At(table, row, column), $"one of {string.Join(", ", words.Take(12))}, which the training rows have", $"'{cell}'");
    }

    private static (double Mean, double Scale) Moments(string[] cells)
    {
        var values = cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        var mean = values.Average();
        var scale = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        return (mean, scale > 0 ? scale : 1);
    }

    /// <summary>A column that is an input: a number to standardize, or words.</summary>
    private sealed record Input(string Name, string[]? Words, double Mean, double Scale);
}
