using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi evaluate.</summary>
internal sealed class EvaluateCommand : Command, IExemplified, IGrouped
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<int> samples = OptionKinds.Whole(
        "--samples", "S", "Draws for each image; more of them bring log p(x) closer to the truth.");
    private readonly Option<int> annealing = OptionKinds.Whole(
        "--ais", "T", "Also anneal from the prior to the posterior in T temperatures: slower, and closer to the truth "
            + "where q(z|x) is poor.");
    private readonly Option<int> chains = OptionKinds.Whole("--chains", "K", "Annealing chains for each image.");
    private readonly Option<long> simulated = OptionKinds.Long(
        "--simulated", "N",
        "Also draw N images from the model and bracket their log p(x) from both sides, which no "
            + "real image allows.");
    private readonly Option<bool> sandwich = OptionKinds.Flag(
        "--sandwich",
        "Also bound entropy, KL and ELBO of a semi-implicit posterior from both sides, on 20 images or as "
            + "many as --limit says.");
    private readonly Option<double> tolerance = OptionKinds.Real(
        "--tolerance", "T",
        "The gap in nats between the two sides of an image's entropy at which no further mixing draws are added.");
    private readonly Option<int> mixing = OptionKinds.Whole(
        "--mixing-samples", "K",
        "Mixing draws in the bounds of a semi-implicit side, shared by the draws of an image "
            + "[default: the run's].");
    private readonly Option<long> limit = OptionKinds.Long(
        "--limit", "N", "Only the first N test images [default: all].");
    private readonly Option<long> seed = OptionKinds.Long(
        "--seed", "N",
        "The seed of the evaluation's draws, not of the images; the spread over seeds shows their noise "
            + "[default: the run's].");
    private readonly Option<string> dataFolder = OptionKinds.DataFolder();
    private readonly Option<int> memory = OptionKinds.Whole(
        "--memory", "MIB", "Memory for the draws decoded at a time; that of the whole evaluation does not depend on S.");
    private readonly Option<bool> restart = OptionKinds.Flag(
        "--restart", "Start over, and keep nothing for a later continuation.");
    private readonly Option<string> device = OptionKinds.Device();
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public EvaluateCommand()
        : base(
            "evaluate",
            "Judge a run on its test images: bounds on log p(x) in nats, what is certain of them, and where "
                + "the rate goes. An interrupted evaluation continues where it stopped.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[samples, annealing, chains, simulated, sandwich, tolerance, mixing, limit, seed, memory, restart, dataFolder, device, threads, json]) Options.Add(option);
        var usual = new EvaluationSettings();
        samples.DefaultValueFactory = _ => usual.Samples;
        chains.DefaultValueFactory = _ => usual.Chains;
        tolerance.DefaultValueFactory = _ => usual.Tolerance;
        memory.DefaultValueFactory = _ => usual.Memory;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi evaluate my-run",
        "gvi evaluate my-run --samples 500 --limit 1000 --json",
        "gvi evaluate my-run --limit 100 --ais 1000 --simulated 100",
        "gvi evaluate my-sivi-run --limit 50 --sandwich --tolerance 0.05",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; } =
    [
        new("Data", "--limit", "--data-dir"),
        new(
            "Evaluation", "--samples", "--mixing-samples", "--ais", "--chains", "--simulated", "--sandwich", "--tolerance",
            "--seed"),
        new("Computation", "--memory", "--device", "--threads"),
        new("Output", "--restart", "--json"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } =
        ["--samples", "--limit", "--ais", "--simulated", "--sandwich", "--mixing-samples", "--seed", "--json"];

    private int Run(ParseResult parsed)
    {
        var count = Given(parsed, threads);
        var settings = new EvaluationSettings
        {
            Samples = parsed.GetValue(samples),
            AnnealingSteps = Given(parsed, annealing),
            Chains = parsed.GetValue(chains),
            Simulated = Given(parsed, simulated),
            Sandwich = parsed.GetValue(sandwich),
            Tolerance = parsed.GetValue(tolerance),
            MixingSamples = Given(parsed, mixing),
            Limit = Given(parsed, limit),
            Seed = Given(parsed, seed),
            Memory = parsed.GetValue(memory),
            DataDirectory = parsed.GetValue(dataFolder),
            Device = parsed.GetValue(device) ?? "auto",
            IsResumable = !parsed.GetValue(restart),
        };
        foreach (var (option, value) in new (Option, long?)[]
        {
            (samples, settings.Samples), (annealing, settings.AnnealingSteps), (chains, settings.Chains), (simulated, settings.Simulated), (mixing, settings.MixingSamples), (limit, settings.Limit), (memory, settings.Memory), (threads, count),
        })
            if (value < 1) throw new UsageException($"{option.Name}: expected at least 1, got {value}.");
        if (!(settings.Tolerance > 0))
            throw new UsageException(FormattableString.Invariant($"{tolerance.Name}: expected above 0 nats, got {settings.Tolerance}."));
        if (Given(parsed, chains) is not null && settings.AnnealingSteps is null && settings.Simulated is null)
            throw new UsageException("--chains: nothing is annealed; leave it out, or give --ais or --simulated.");
        if (Given(parsed, tolerance) is not null && !settings.Sandwich)
            throw new UsageException(
                "--tolerance: nothing is bounded from both sides; leave it out, or give --sandwich.");
        var channels = new Channels(parsed, parsed.GetValue(json));
        var display = RunDisplay.Over(channels);
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var record = folder.ReadRecord();
        var ranks = Ranks.Join(display.Warn);
        ProcessTuning.Apply(count ?? (ranks.IsShared ? Ranks.Threads : record.Settings.Threads ?? 0));

        using var interruption = new Interruption();
        var evaluation = new RunEvaluation(folder, settings) { Communicator = ranks };
        evaluation.Note += display.Say;
        var found = display.During(() => evaluation.Run(new EvaluationReport(display), interruption.Stop));
        if (!ranks.IsFirst) return CommandLine.Done;
        foreach (var line in Judgements.Lines(found)) channels.Talk.WriteLine(line);
        channels.Result(Results.Line(found.Bounds), () => Judgements.Of(found, folder.Path, record, settings.Seed ?? record.Settings.Seed));
        return CommandLine.Done;
    }

    private static T? Given<T>(ParseResult parsed, Option<T> option)
        where T : struct => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;
}
