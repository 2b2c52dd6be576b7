using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi fit logistic.</summary>
internal sealed class FitLogisticCommand : Command, IExemplified, IGrouped
{
    private readonly TableRows rows = new();
    private readonly Option<double> precision = OptionKinds.Real(
        "--precision", "T", "The prior's precision of every weight, inputs standardized.");
    private readonly TargetOptions posterior = new();
    private readonly Option<int> draws = OptionKinds.Whole("--draws", "N", "Draws to write and to predict with.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FOLDER", "Where draws.csv and fit.json go [default: fits/logistic-POSTERIOR].");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public FitLogisticCommand()
        : base(
            "logistic",
            "Bayesian logistic regression of two classes: any posterior over the weights, a bound of the "
                + "evidence, and scores on test rows.")
    {
        precision.DefaultValueFactory = _ => 0.01;
        draws.DefaultValueFactory = _ => 2000;
        foreach (var option in (Option[])[.. rows.Options, precision, .. posterior.Options, draws, outOption, threads, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi fit logistic --table train.csv --test test.csv --target ill --posterior sivi",
        "gvi fit logistic --table data.csv --target 1 --posterior flow --json",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; } = FitGroups.With(("Objective", "--samples"), ("Evaluation", "--draws"));

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } =
        ["--table", "--test", "--target", "--posterior", "--samples", "--steps", "--lr", "--draws", "--seed", "--out", "--json"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Unusable(ParseResult parsed) => posterior.Unusable(parsed);

    private int Run(ParseResult parsed)
    {
        var settings = posterior.Settings(parsed, dimension: 1);
        if (!(parsed.GetValue(precision) is > 0 and < double.PositiveInfinity))
            throw new UsageException($"--precision: expected above 0, got {parsed.GetValue(precision)}.");
        var fitting = new TargetFolder(parsed, outOption, draws, threads, $"logistic-{OptionKinds.Name(settings.Posterior)}");
        var channels = new Channels(parsed, parsed.GetValue(json));
        var (train, test) = rows.Read(parsed, settings.Seed, channels);
        using var interruption = new Interruption();
        using var fit = LogisticFit.Run(train, test, rows.Target(parsed), parsed.GetValue(precision), settings, parsed.GetValue(draws), TargetOptions.Progress(channels), interruption.Stop);
        var (scores, bound) = (fit.Scores, fit.Bound);
        var result = new JsonObject
        {
            ["posterior"] = OptionKinds.Name(settings.Posterior), ["log_evidence_bound"] = TargetOptions.Object(bound), ["error"] = scores.Error, ["log_predictive"] = -scores.NegativeLogLikelihood,
            ["brier"] = scores.Brier, ["train"] = train.Rows.Count, ["test"] = scores.Count, ["weights"] = fit.Names.Count, ["folder"] = fitting.Path,
        };
        TargetOptions.TellClamped(channels, result, fit.ClampedShare);
        TargetOptions.TellSandwich(channels, result, fit.Sandwich);
        fitting.Write(fit.Draws, fit.Names, settings, result);
        channels.Talk.WriteLine($"Draws of the weights are in {Paths.Short(fitting.Path)}.");
        channels.Result(
            string.Create(CultureInfo.InvariantCulture, $"log p(y|X) {TargetOptions.Words(bound)}; test error {scores.Error:P2}, log predictive density {-scores.NegativeLogLikelihood:F4} nats a row ({train.Rows.Count} training and {scores.Count} test rows)"),
            () => result);
        return CommandLine.Done;
    }
}
