using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi sweep.</summary>
internal sealed class SweepCommand : Command, IExemplified, IGrouped
{
    private readonly Argument<string> what = new("WHAT")
    {
        Description = "A method (gvi recipes lists them), a run.json whose settings are varied, a plan's JSON "
            + "file, or the folder of a sweep to go on with.",
    };

    private readonly Option<string[]> set = new("--set")
    {
        HelpName = "NAME=VALUES",
        Description = "A setting by its path in run.json and what it may be: values with commas, or a range to "
            + "draw from, LOW..HIGH or LOW..HIGH:log. Given once for each setting.",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int> trials = OptionKinds.Whole(
        "--trials", "N", "Draw N trials at random [default: every combination of the values].");
    private readonly Option<bool> halving = OptionKinds.Flag(
        "--halving", "Begin all trials and go on with the better part of them, again and again.");
    private readonly Option<int> factor = OptionKinds.Whole(
        "--factor", "N", "Of N trials one goes on, for N times as long.");
    private readonly Option<int> first = OptionKinds.Whole(
        "--first-epochs", "N", "The epochs of the first round of --halving.");
    private readonly Option<int> jobs = OptionKinds.Whole("--jobs", "N", "Trials at a time.");
    private readonly Option<long> sweepSeed = OptionKinds.Long(
        "--sweep-seed", "N", "The seed of the draws of settings; that of the trainings is a setting of theirs.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "DIR", "The folder of the trials [default: sweeps/METHOD].");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public SweepCommand()
        : base(
            "sweep",
            "Train a method many times with different settings, and find the best by its bound on validation "
                + "rows. Each trial is a run "
                + "folder. A sweep that was stopped goes on: gvi sweep FOLDER. A trial that fails is reported, "
                    + "and ends no other.")
    {
        Arguments.Add(what);
        foreach (var option in (Option[])[set, trials, halving, factor, first, sweepSeed, outOption, jobs, threads,
            json]) Options.Add(option);
        factor.DefaultValueFactory = _ => 3;
        first.DefaultValueFactory = _ => 1;
        jobs.DefaultValueFactory = _ => 1;
        sweepSeed.DefaultValueFactory = _ => 1;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi sweep vae --set model.latent=10,20,50 --set epochs=10",
        "gvi sweep vae --set learning_rate=1e-4..1e-2:log --set model.latent=5..100:log --trials 30 --halving --jobs 2",
        "gvi sweep sweeps/vae                # go on",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; } =
    [
        new("Trials", "--set", "--trials", "--halving", "--factor", "--first-epochs", "--sweep-seed"),
        new("Computation", "--jobs", "--threads"),
        new("Output", "--out", "--json"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } = ["--set", "--trials", "--halving", "--jobs", "--out", "--json"];

    private int Run(ParseResult parsed)
    {
        var (name, folder) = (parsed.GetRequiredValue(what), parsed.GetValue(outOption));
        foreach (var option in (Option<int>[])[trials, factor, first, jobs, threads])
            if (OptionKinds.Given(parsed, option)) OptionKinds.AtLeastOne(parsed, option);
        var isGoingOn = Sweep.IsIn(name);
        SweepPlan plan;
        try
        {
            plan = isGoingOn ? Sweep.PlanOf(name) : Plan(parsed, name);
            plan.Check();
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Failures.Sentence(e));
        }
        folder = isGoingOn ? name : folder ?? Path.Combine("sweeps", plan.Settings.Method);
        var channels = new Channels(parsed, parsed.GetValue(json));
        var ranks = Ranks.Join(channels.Errors.WriteLine);
        var count = OptionKinds.Given(parsed, threads) ? parsed.GetValue(threads)
            : Math.Max(1, (ranks.IsShared ? Ranks.Threads : Environment.ProcessorCount) / parsed.GetValue(jobs));
        ProcessTuning.Apply(count);
        using var interruption = new Interruption();
        var sweep = new Sweep(folder, plan) { Jobs = parsed.GetValue(jobs), Threads = count, Communicator = ranks };
        sweep.Note += channels.Talk.WriteLine;
        IReadOnlyList<SweepRow> rows;
        try
        {
            rows = sweep.Run(interruption.Stop);
        }
        catch (OperationCanceledException)
        {
            channels.Errors.WriteLine($"Stopped; go on with gvi sweep {Paths.Short(sweep.Folder)}.");
            return CommandLine.Interrupted;
        }
        if (ranks.IsFirst) Show(rows, channels, sweep);
        return rows.Any(row => row.State == SweepState.Finished) ? CommandLine.Done : CommandLine.Failed;
    }

    private SweepPlan Plan(ParseResult parsed, string name)
    {
        var settings = parsed.GetValue(set) ?? [];
        if (File.Exists(name) && Path.GetFileName(name) != "run.json")
        {
            if (settings.Length > 0) throw new UsageException("--set: the plan's file says what is varied; write "
                + "it there.");
            return SweepPlan.Read(name);
        }
        if (!File.Exists(name) && (name.EndsWith(".json", StringComparison.Ordinal) || Path.GetFileName(name) != name))
            throw new UsageException($"{name}: there is no such file, and no folder of a sweep.");
        var start = File.Exists(name) ? RunFolder.Of(name).ReadRecord().Settings : Recipes.Find(name).Defaults;
        int? count = OptionKinds.Given(parsed, trials) ? parsed.GetValue(trials) : null;
        return new SweepPlan
        {
            Settings = start,
            Set = [.. settings.Select(SweptSetting.Parse)],
            Kind = parsed.GetValue(halving) ? SweepKind.Halving : count is null ? SweepKind.Grid : SweepKind.Random,
            Trials = count,
            Seed = parsed.GetValue(sweepSeed),
            Factor = parsed.GetValue(factor),
            FirstEpochs = parsed.GetValue(first),
        };
    }

    private static void Show(IReadOnlyList<SweepRow> rows, Channels channels, Sweep sweep)
    {
        var names = rows[0].Trial.Values.Select(pair => pair.Name).ToArray();
        string[] head = ["trial", "state", "epochs", "validation", .. names];
        var table = rows.Select(row => (string[])
        [
            $"{row.Trial.Number}", row.State.ToString().ToLowerInvariant(), $"{row.Epochs}",
            row.Validation is { } bound ? bound.ToString("F2", CultureInfo.InvariantCulture) : "-",
            .. row.Trial.Values.Select(pair => pair.Value),
        ]);
        foreach (var line in Table.Lines([head, .. table])) channels.Talk.WriteLine(line);
        var best = rows.FirstOrDefault(row => row.State == SweepState.Finished);
        if (best is not null) channels.Talk.WriteLine($"The results on the test rows: gvi runs "
            + $"{Paths.Short(sweep.Folder)} --sort elbo");
        channels.Result(
            best is null ? "no trial came to its end" : $"best: {Path.Combine(Paths.Short(best.Folder), "run.json")}",
            () => new JsonObject
            {
                ["best"] = best is null ? null : Path.Combine(best.Folder, "run.json"),
                ["trials"] = new JsonArray([.. rows.Select(Describe)]),
            });
    }

    private static JsonNode Describe(SweepRow row) => new JsonObject
    {
        ["trial"] = row.Trial.Number,
        ["run"] = row.Folder,
        ["state"] = row.State.ToString().ToLowerInvariant(),
        ["epochs"] = row.Epochs,
        ["validation"] = row.Validation,
        ["settings"] = new JsonObject(row.Trial.Values.Select(pair =>
            KeyValuePair.Create(pair.Name, (JsonNode?)JsonValue.Create(pair.Value)))),
        ["failure"] = row.Failure,
    };
}
