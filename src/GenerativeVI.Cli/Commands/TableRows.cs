using System.CommandLine;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using Table = GenerativeVI.Data.Table;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that say which rows of which files train and which test.</summary>
internal sealed class TableRows
{
    private readonly Option<string> table = OptionKinds.Text("--table", "FILE", "The table: a line a row, with or without a header.");
    private readonly Option<string> test = OptionKinds.Text("--test", "FILE", "The test rows, a table with the same columns [default: a random part of --table].");
    private readonly Option<string> trainIndex = OptionKinds.Text("--train-index", "FILE", "The numbers, from 0, of the training rows of --table, as published splits have them.");
    private readonly Option<string> testIndex = OptionKinds.Text("--test-index", "FILE", "The numbers of the test rows of --table.");
    private readonly Option<double> testShare = OptionKinds.Real("--test-share", "SHARE", "The random part that tests where no test rows are given.");
    private readonly Option<string> target = OptionKinds.Text("--target", "COLUMN", "What to predict: a column's name, or its place from 1.");

    public TableRows()
    {
        (table.Required, target.Required) = (true, true);
        testShare.DefaultValueFactory = _ => 0.1;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [table, test, trainIndex, testIndex, testShare, target];

    /// <summary>The target's column.</summary>
    public string Target(ParseResult parsed) => parsed.GetRequiredValue(target);

    /// <summary>The rows of both kinds.</summary>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public (Table Train, Table Test) Read(ParseResult parsed, long seed)
    {
        if (!(parsed.GetValue(testShare) is > 0 and < 1)) throw new UsageException($"--test-share: expected between 0 and 1, got {parsed.GetValue(testShare)}.");
        var (first, second, path) = (parsed.GetValue(trainIndex), parsed.GetValue(testIndex), parsed.GetValue(test));
        if (first is null != second is null) throw new UsageException("--train-index and --test-index go together.");
        if (path is not null && first is not null) throw new UsageException("--test and --test-index: give one of them.");
        if ((path ?? first) is not null && parsed.GetResult(testShare) is { Implicit: false }) throw new UsageException("--test-share: the test rows are given already; leave it out.");
        var whole = TableReader.Read(parsed.GetRequiredValue(table), Target(parsed));
        if (path is not null) return (whole, TableReader.Read(path, Target(parsed)));
        if (first is null) return whole.Split(parsed.GetValue(testShare), new RandomStream(seed).Split("split"));
        var (train, fresh) = (Index(first, whole), Index(second!, whole));
        if (train.Intersect(fresh).ToArray() is [var both, ..]) throw new DataException(second!, "rows that do not train", $"row {both}, which is also in {first}", "take it out of one of them");
        return (whole.Take(train), whole.Take(fresh));
    }

    // Named by the file of numbers: the table is as it is.
    private static IReadOnlyList<int> Index(string path, Table whole) =>
        TableReader.ReadIndex(path) is var rows && rows.Max() >= whole.Rows.Count
            ? throw new DataException(path, $"row numbers from 0 to {whole.Rows.Count - 1}, as {whole.Path} has them", $"{rows.Max()}", "number rows from 0, without the header")
            : rows;
}
