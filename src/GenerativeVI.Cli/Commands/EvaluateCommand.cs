using System.CommandLine;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi evaluate.</summary>
internal sealed class EvaluateCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<int> samples = OptionKinds.Whole("--samples", "S", "Draws an image; more bring log p(x) nearer to the truth.");
    private readonly Option<long> limit = OptionKinds.Long("--limit", "N", "Only the first N test images [default: all].");
    private readonly Option<string> dataFolder = OptionKinds.DataFolder();
    private readonly Option<string> device = OptionKinds.Device();
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public EvaluateCommand()
        : base("evaluate", "Judge a run on its test images: the ELBO and the importance-weighted log p(x), both lower bounds in nats.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[samples, limit, dataFolder, device, threads, json]) Options.Add(option);
        samples.DefaultValueFactory = _ => 5000;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["gvi evaluate my-run", "gvi evaluate my-run --samples 500 --limit 1000 --json"];

    private int Run(ParseResult parsed)
    {
        var (draws, rows, count) = (parsed.GetValue(samples), Given(parsed, limit), Given(parsed, threads));
        RequirePositive("--samples", draws);
        RequirePositive("--limit", rows);
        RequirePositive("--threads", count);
        var channels = new Channels(parsed, parsed.GetValue(json));
        var display = RunDisplay.Over(channels);
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var record = folder.ReadRecord();
        ProcessTuning.Apply(count ?? record.Settings.Threads ?? 0);

        using var interruption = new Interruption();
        var test = display.During(() => Experiment.Evaluate(
            folder, draws, rows, parsed.GetValue(device) ?? "auto", display.Say, new TrainingReport(display), parsed.GetValue(dataFolder),
            cancellation: interruption.Stop));
        channels.Result(Results.Line(test), () => new JsonObject
        {
            ["test"] = Results.Of(test),
            ["run"] = folder.Path,
            ["images"] = test.Elbo.Count,
            ["data"] = Results.Of(record.Data),
        });
        return CommandLine.Done;
    }

    private static T? Given<T>(ParseResult parsed, Option<T> option)
        where T : struct => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private static void RequirePositive(string name, long? value)
    {
        if (value < 1) throw new UsageException($"{name}: expected at least 1, got {value}.");
    }
}
