using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>One method of gvi fit.</summary>
internal sealed class FitMethodCommand : Command, IExemplified, IGrouped
{
    private readonly TableMethod method;
    private readonly TableRows rows = new();
    private readonly RelevanceOptions relevance = new();
    private readonly NetworkOptions network = new();
    private readonly Option<string> task = OptionKinds.NamedChoice("--task", "What the target is; auto: classes if it has words or few whole numbers [default: auto].",
        new Dictionary<string, string> { ["auto"] = "auto", ["classes"] = "classes", ["numbers"] = "numbers" });
    private readonly Option<long> seed = OptionKinds.Long("--seed", "N", "The seed of split, weights and batches.");
    private readonly Option<string> report = OptionKinds.Text(
        "--report", "FILE",
        "An HTML file to write: the scores, a reliability diagram, and every class or level by itself.");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public FitMethodCommand(TableMethod method, string name, string description)
        : base(name, description)
    {
        this.method = method;
        seed.DefaultValueFactory = _ => new TableSettings().Seed;
        foreach (var option in (Option[])[.. rows.Options, task, seed, .. method == TableMethod.Rvm ? relevance.Options : network.Options, report, threads, json]) Options.Add(option);
        Examples = [$"gvi fit {name} --table train.csv --test test.csv --target species --json", $"gvi fit {name} --table data.txt --target 14 --seed 2"];
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; } =
        FitGroups.With(("Training", "--draws"), ("Evaluation", "--samples"));

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } =
    [
        "--table", "--test", "--target", "--task", "--kernel", "--algorithm", "--candidates", "--hidden", "--posterior",
        "--prior", "--epochs", "--lr", "--seed", "--report", "--json",
    ];

    private int Run(ParseResult parsed)
    {
        var settings = new TableSettings
        {
            Method = method,
            Classes = parsed.GetValue(task) switch { "classes" => true, "numbers" => false, _ => null },
            Seed = parsed.GetValue(seed),
        };
        settings = method == TableMethod.Rvm ? relevance.Settings(parsed, settings) : network.Settings(parsed, settings);
        var page = parsed.GetValue(report) is { } file ? Path.GetFullPath(file) : null;
        if (page is not null && !page.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--report: expected a name that ends in .html, got \"{page}\".");
        var channels = new Channels(parsed, parsed.GetValue(json));
        ProcessTuning.Apply(Math.Max(0, OptionKinds.Given(parsed, threads) ? parsed.GetValue(threads) : 0));
        var (train, fresh) = rows.Read(parsed, settings.Seed, channels);
        using var interruption = new Interruption();
        var result = TableFit.Run(train, fresh, rows.Target(parsed), settings, TargetOptions.Progress(channels), interruption.Stop);
        foreach (var line in TableScores.Notes(result)) channels.Talk.WriteLine(line);
        if (page is not null)
        {
            AtomicFile.WriteText(page, TableReport.Write($"gvi fit {Name}: {rows.Target(parsed)} of {Path.GetFileName(train.Path)}", result));
            channels.Talk.WriteLine($"The report is in {Paths.Short(page)}.");
        }
        channels.Result(TableScores.Line(result), () => TableScores.Object(result));
        return CommandLine.Done;
    }
}
