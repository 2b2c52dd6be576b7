using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi report.</summary>
internal sealed class ReportCommand : Command, IExemplified
{
    private readonly Argument<string[]> runs =
        new("RUN") { Description = "The run folders; several are compared.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE", "The HTML file; one that is there is replaced [default: report.html in the run folder, or here when there are several].");

    private readonly Option<string> dataFolder = OptionKinds.DataFolder();

    public ReportCommand()
        : base(
            "report",
            "Write one HTML file about a run: curves, pictures, the latent space, results and protocol; about several runs also what differs. "
            + "It needs no network and no scripting.")
    {
        Arguments.Add(runs);
        Options.Add(outOption);
        Options.Add(dataFolder);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi report my-run",
        "gvi report runs/a runs/b runs/c --out comparison.html",
    ];

    private int Run(ParseResult parsed)
    {
        var folders = parsed.GetRequiredValue(runs).Select(path => new RunFolder(path)).ToArray();
        var path = Path.GetFullPath(parsed.GetValue(outOption) ?? (folders is [var only] ? Path.Combine(only.Path, "report.html") : "report.html"));
        var display = RunDisplay.Over(new Channels(parsed, json: false));
        ProcessTuning.Apply(0);
        using var interruption = new Interruption();
        display.During(() =>
        {
            Report.Write(path, folders, display.Say, parsed.GetValue(dataFolder), interruption.Stop);
            return path;
        });
        display.Say($"The report is in {Paths.Short(path)}.");
        return CommandLine.Done;
    }
}
