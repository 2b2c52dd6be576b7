using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Evaluation;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi runs.</summary>
internal sealed class RunsCommand : Command, IExemplified
{
    private readonly Argument<string> folder =
        new("FOLDER") { Description = "Where to look [default: runs].", DefaultValueFactory = _ => "runs" };
    private readonly Option<RunOrder> sort = OptionKinds.Choice<RunOrder>(
        "--sort", "What comes first: the highest log p(x) or ELBO, the newest, or the names in order [default: date].");
    private readonly Option<bool> json = OptionKinds.Json();

    public RunsCommand()
        : base(
            "runs",
            "List the runs in a folder: how each stands, the settings in which they differ, and their "
                + "results with kind and standard error.")
    {
        Arguments.Add(folder);
        sort.DefaultValueFactory = _ => RunOrder.Date;
        foreach (var option in (Option[])[sort, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi runs",
        "gvi runs experiments --sort log-px",
        "gvi runs --json > runs.json",
    ];

    private int Run(ParseResult parsed)
    {
        var place = parsed.GetRequiredValue(folder);
        var found = RunCatalogue.Find(place, parsed.GetValue(sort));
        var channels = new Channels(parsed, parsed.GetValue(json));
        if (found.Count == 0) channels.Talk.WriteLine($"No runs in {Paths.Short(place)}.");
        else foreach (var line in Table.Lines([Head(found), .. found.Select(run => Row(run, Differences(found), place))])) channels.Talk.WriteLine(line);
        foreach (var run in found)
            if ((run.Damage ?? run.Ending) is { } trouble) channels.Talk.WriteLine($"{Called(run, place)}: {trouble}");
        channels.End(() => new JsonObject { ["runs"] = new JsonArray([.. found.Select(Describe)]) });
        return CommandLine.Done;
    }

    private static IReadOnlyList<string> Differences(IReadOnlyList<RunListing> found) =>
        RunDescription.Differences(found.Where(run => run.Record is not null).Select(run => run.Settings));

    private static string[] Head(IReadOnlyList<RunListing> found) =>
        ["run", "state", "date", .. Differences(found), "log p(x)", "ELBO"];

    private static string[] Row(RunListing run, IReadOnlyList<string> differences, string place) =>
    [
        Called(run, place),
        run.State.ToString().ToLowerInvariant(),
        run.Written.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        .. differences.Select(name => run.Settings.GetValueOrDefault(name, "-")),
        Bound(run.Record?.Outcome?.TestLogLikelihood),
        Bound(run.Record?.Outcome?.TestElbo),
    ];

    private static string Called(RunListing run, string place) =>
        Path.GetRelativePath(place, run.Path) is var name and not "." ? name : Path.GetFileName(run.Path);

    private static string Bound(Estimate? estimate) => estimate is null ? "-" : string.Create(
        CultureInfo.InvariantCulture, $"{estimate.Relation} {estimate.Value:F2} {estimate.ErrorText} ({estimate.Kind}, S = {estimate.Samples})");

    private static JsonNode Describe(RunListing run)
    {
        var outcome = run.Record?.Outcome;
        var test = outcome is { TestElbo: { } elbo, TestLogLikelihood: { } log } ? new LikelihoodBounds(elbo, log) : null;
        return new JsonObject
        {
            ["run"] = run.Path,
            ["state"] = run.State.ToString().ToLowerInvariant(),
            ["written"] = run.Written.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["settings"] = Results.Of(run.Settings),
            ["epochs"] = outcome?.Epochs,
            ["seconds"] = outcome?.Seconds,
            ["test"] = test is null ? null : Results.Of(test),
            ["damage"] = run.Damage,
            ["ending"] = run.Ending,
        };
    }
}
