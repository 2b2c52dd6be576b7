using System.CommandLine;
using System.Text;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using Table = GenerativeVI.Data.Table;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options that say which rows of which files train and which test.</summary>
internal sealed class TableRows
{
    private const string Yes = "yes";

    private readonly Option<string> table = OptionKinds.Text(
        "--table", "FILE", "The table: a line a row, with or without a header.");
    private readonly Option<string> test = OptionKinds.Text(
        "--test", "FILE", "The test rows, a table with the same columns [default: a random part of --table].");
    private readonly Option<string> trainIndex = OptionKinds.Text(
        "--train-index", "FILE", "The numbers, from 0, of the training rows of --table, as published splits have them.");
    private readonly Option<string> testIndex = OptionKinds.Text(
        "--test-index", "FILE", "The numbers of the test rows of --table.");
    private readonly Option<double> testShare = OptionKinds.Real(
        "--test-share", "SHARE", "The share of --table that tests where no test rows are given.");
    private readonly Option<string> target = OptionKinds.Text(
        "--target", "COLUMN", "What to predict: a column's name, or its place from 1.");

    // No Option<bool>, which leaves a word behind it to the command.
    private readonly Option<string> header = OptionKinds.NamedChoice("--header",
        "Whether the first line names the columns [default: detected].",
        new Dictionary<string, string> { [Yes] = Yes, ["no"] = "no" });
    private readonly Option<Encoding> encoding = OptionKinds.Encoding(
        "--encoding",
        "The encoding of the files, such as latin1, windows-1252 or utf-16 [default: utf-8, or what a byte "
            + "order mark says].");
    private readonly Option<NumberFormat> numbers = OptionKinds.NamedChoice("--numbers", "How numbers are written: 1,234.5 or 1.234,5 [default: detected].",
        new Dictionary<string, NumberFormat> { ["point"] = NumberFormat.Point, ["comma"] = NumberFormat.Comma });
    private readonly Option<string[]> without =
        new("--without") { HelpName = "COLUMN", Description = "A column to leave out, by name or by place from 1; may be given several times." };

    public TableRows()
    {
        (table.Required, target.Required) = (true, true);
        testShare.DefaultValueFactory = _ => 0.1;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [table, test, trainIndex, testIndex, testShare, target, without, header, numbers, encoding];

    /// <summary>The target's column.</summary>
    public string Target(ParseResult parsed) => parsed.GetRequiredValue(target);

    /// <summary>The rows of both kinds.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">The seed of a random split.</param>
    /// <param name="channels">Receives a sentence on how the files were read.</param>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public (Table Train, Table Test) Read(ParseResult parsed, long seed, Channels channels)
    {
        if (!(parsed.GetValue(testShare) is > 0 and < 1))
            throw new UsageException($"--test-share: expected between 0 and 1, got {parsed.GetValue(testShare)}.");
        var (first, second, path) = (parsed.GetValue(trainIndex), parsed.GetValue(testIndex), parsed.GetValue(test));
        if (first is null != second is null) throw new UsageException("--train-index and --test-index go together.");
        if (path is not null && first is not null)
            throw new UsageException("--test and --test-index: give one of them.");
        if ((path ?? first) is not null && OptionKinds.Given(parsed, testShare))
            throw new UsageException("--test-share: the test rows are given already; leave it out.");
        var options = new TableOptions
        {
            Named = Target(parsed),
            Header = parsed.GetValue(header) is { } said ? said == Yes : null,
            Encoding = parsed.GetValue(encoding),
            Numbers = OptionKinds.Given(parsed, numbers) ? parsed.GetValue(numbers) : null,
            Without = parsed.GetValue(without) ?? [],
        };
        var whole = Told(TableReader.Read(parsed.GetRequiredValue(table), options), channels);
        RequireOneMeaning(whole, Target(parsed), channels);
        if (path is not null) return (whole, Told(TableReader.Read(path, options with { Like = whole }), channels));
        if (first is null) return whole.Split(parsed.GetValue(testShare), new RandomStream(seed).Split("split"));
        var (train, fresh) = (Index(first, whole), Index(second!, whole));
        if (train.Intersect(fresh).ToArray() is [var both, ..])
            throw new DataException(second!, "rows that do not train", $"row {both}, which is also in {first}", "take it out of one of them");
        return (whole.Take(train), whole.Take(fresh));
    }

    private static Table Told(Table read, Channels channels)
    {
        foreach (var note in read.Notes) channels.Talk.WriteLine(note);
        return read;
    }

    // A number may be a column's name and another one's place.
    private static void RequireOneMeaning(Table whole, string target, Channels channels)
    {
        if (int.TryParse(target, out var place) && whole.Header.Contains(target) && whole.Column(target) != place - 1)
            channels.Talk.WriteLine($"--target {target}: the column of that name, which is column {whole.Column(target) + 1}.");
    }

    // Named by the file of numbers: the table is as it is.
    private static IReadOnlyList<int> Index(string path, Table whole) =>
        TableReader.ReadIndex(path) is var rows && rows.Max() >= whole.Rows.Count
            ? throw new DataException(path, $"row numbers from 0 to {whole.Rows.Count - 1}, as {whole.Path} has them", $"{rows.Max()}", "number rows from 0, without the header")
            : rows;
}
