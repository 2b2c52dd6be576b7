using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi fit: tables and target densities.</summary>
internal sealed class FitCommand : Command, IExemplified
{
    public FitCommand()
        : base("fit", "Fit a method to a table and judge it on test rows, or a posterior to a density known but for its integral.")
    {
        Subcommands.Add(new FitMethodCommand(TableMethod.Rvm, "rvm", "A relevance vector machine: a few training rows carry the prediction, chosen by evidence."));
        Subcommands.Add(new FitMethodCommand(TableMethod.Bnn, "bnn", "A network with a posterior over its weights: normal, hierarchical, semi-implicit or implicit."));
        Subcommands.Add(new FitTargetCommand());
        Subcommands.Add(new FitLogisticCommand());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["gvi fit rvm --table train.csv --test test.csv --target price", "gvi fit bnn --table data.csv --target price --json", "gvi fit target --density banana --posterior sivi --out banana"];
}

/// <summary>One method of gvi fit.</summary>
internal sealed class FitMethodCommand : Command, IExemplified
{
    private readonly TableMethod method;
    private readonly TableRows rows = new();
    private readonly Option<string> task = OptionKinds.NamedChoice("--task", "What the target is; auto: classes if it has words or few whole numbers [default: auto].",
        new Dictionary<string, string> { ["auto"] = "auto", ["classes"] = "classes", ["numbers"] = "numbers" });
    private readonly Option<long> seed = OptionKinds.Long("--seed", "N", "The seed of split, weights and batches.");
    private readonly Option<double> width = OptionKinds.Real("--width", "R", "The RBF kernel's width in standardized units [default: by evidence].");
    private readonly Option<int> candidates = OptionKinds.Whole("--candidates", "N", "The most rows that may become vectors.");
    private readonly Option<PosteriorCovariance> covariance = OptionKinds.Choice<PosteriorCovariance>("--covariance", "The posterior's covariance [default: full].");
    private readonly Option<LogisticExpectation> expectation = OptionKinds.Choice<LogisticExpectation>("--expectation", "How the logistic likelihood is averaged [default: gauss-hermite].");
    private readonly Option<int[]> hidden = OptionKinds.Wholes("--hidden", "WIDTHS", "Widths of the hidden layers [default: 50].", "widths such as 50 or 100,100", none: false);
    private readonly Option<WeightPosterior> posterior = OptionKinds.Choice<WeightPosterior>("--posterior", "The posterior over the weights: layer by layer, or of all at once [default: layers].");
    private readonly Option<WeightFamily> family = OptionKinds.Choice<WeightFamily>("--family", "The posterior of every layer, with --posterior layers [default: mean-field].");
    private readonly Option<int> draws = OptionKinds.Whole("--draws", "S", "Draws of the weights in a training step, but with --posterior layers [default: 4, or 20 for avb, kivi and ardae].");
    private readonly Option<double> priorScale = OptionKinds.Real("--prior-scale", "C", "The prior N(0, C²/(n + 1)) of the weights of a layer of n inputs.");
    private readonly Option<int> batch = OptionKinds.Whole("--batch", "B", "Rows of a training step.");
    private readonly Option<double> rate = OptionKinds.Real("--lr", "RATE", "Adam's step size, falling to a hundredth of it [default: 0.01, or 0.003 for hvm and iwhvi].");
    private readonly Option<int> epochs = OptionKinds.Whole("--epochs", "N", "Passes over the training rows.");
    private readonly Option<bool> heteroscedastic = OptionKinds.Flag("--heteroscedastic", "Let a regression's noise depend on the inputs.");
    private readonly Option<int> samples = OptionKinds.Whole("--samples", "S", "Draws of the weights for predictions.");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public FitMethodCommand(TableMethod method, string name, string description)
        : base(name, description)
    {
        this.method = method;
        var defaults = new TableSettings();
        seed.DefaultValueFactory = _ => defaults.Seed;
        candidates.DefaultValueFactory = _ => defaults.Candidates;
        covariance.DefaultValueFactory = _ => defaults.Covariance;
        expectation.DefaultValueFactory = _ => defaults.Expectation;
        priorScale.DefaultValueFactory = _ => defaults.PriorScale;
        batch.DefaultValueFactory = _ => defaults.Batch;
        epochs.DefaultValueFactory = _ => defaults.Epochs;
        samples.DefaultValueFactory = _ => defaults.Samples;
        Option[] own = method == TableMethod.Rvm ? [width, candidates, covariance, expectation] : [hidden, priorScale, posterior, family, draws, epochs, batch, rate, heteroscedastic, samples];
        foreach (var option in (Option[])[.. rows.Options, task, seed, .. own, threads, json]) Options.Add(option);
        Examples = [$"gvi fit {name} --table train.csv --test test.csv --target species --json", $"gvi fit {name} --table data.txt --target 14 --seed 2"];
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }

    private int Run(ParseResult parsed)
    {
        var (given, threadCount) = (parsed.GetResult(width) is { Implicit: false } ? parsed.GetValue(width) : (double?)null, parsed.GetResult(threads) is { Implicit: false } ? parsed.GetValue(threads) : 0);
        Require("--width", given, given is null or > 0, "above 0");
        var isRvm = method == TableMethod.Rvm;
        var settings = new TableSettings
        {
            Method = method,
            Classes = parsed.GetValue(task) switch { "classes" => true, "numbers" => false, _ => null },
            Seed = parsed.GetValue(seed),
        };
        settings = isRvm
            ? settings with { Width = given, Candidates = AtLeastOne(parsed, candidates), Covariance = parsed.GetValue(covariance), Expectation = parsed.GetValue(expectation) }
            : settings with
            {
                Hidden = parsed.GetValue(hidden) is { Length: > 0 } widths ? widths : settings.Hidden,
                PriorScale = Positive(parsed, priorScale),
                Batch = AtLeastOne(parsed, batch),
                LearningRate = parsed.GetResult(rate) is { Implicit: false } ? Positive(parsed, rate) : null,
                Posterior = parsed.GetValue(posterior),
                Family = parsed.GetValue(family),
                Draws = parsed.GetResult(draws) is { Implicit: false } ? AtLeastOne(parsed, draws) : null,
                Epochs = AtLeastOne(parsed, epochs),
                Heteroscedastic = parsed.GetValue(heteroscedastic),
                Samples = AtLeastOne(parsed, samples),
            };
        var channels = new Channels(parsed, parsed.GetValue(json));
        ProcessTuning.Apply(Math.Max(0, threadCount));
        var (train, fresh) = rows.Read(parsed, settings.Seed);
        using var interruption = new Interruption();
        var result = TableFit.Run(train, fresh, rows.Target(parsed), settings, cancellation: interruption.Stop);
        channels.Result(Line(result), () => Object(result));
        return CommandLine.Done;
    }

    private static string Line(TableResult result)
    {
        var vectors = result.Vectors is { } count ? $", {count} vectors" : result.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $", evidence >= {bound:F4} nats a training row") : "";
        return result.Classification is { } c
            ? string.Create(CultureInfo.InvariantCulture, $"test error {c.Error:P2}, NLL {c.NegativeLogLikelihood:F4} nats, Brier {c.Brier:F4}, calibration error {c.CalibrationError:P2}{vectors} ({result.Train} training and {c.Count} test rows)")
            : string.Create(CultureInfo.InvariantCulture, $"test RMSE {result.Regression!.RootMeanSquare:G5}, NLL {result.Regression.NegativeLogLikelihood:F4} nats, 90 % intervals cover {result.Regression.Coverage[0.9]:P1}{vectors} ({result.Train} training and {result.Regression.Count} test rows)");
    }

    private static JsonObject Object(TableResult result)
    {
        var data = new JsonObject();
        if (result.Classification is { } c)
        {
            (data["error"], data["nll"], data["brier"], data["calibrationError"]) = (c.Error, c.NegativeLogLikelihood, c.Brier, c.CalibrationError);
        }
        else
        {
            (data["rmse"], data["nll"]) = (result.Regression!.RootMeanSquare, result.Regression.NegativeLogLikelihood);
            data["coverage"] = new JsonObject(result.Regression.Coverage.Select(level => KeyValuePair.Create(level.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)level.Value)));
        }
        if (result.Vectors is { } vectors) (data["vectors"], data["width"]) = (vectors, result.Width);
        if (result.Bound is { } bound) data["bound"] = bound;
        (data["train"], data["test"], data["inputs"]) = (result.Train, result.Classification?.Count ?? result.Regression!.Count, result.Inputs);
        return data;
    }

    private static int AtLeastOne(ParseResult parsed, Option<int> option)
    {
        var value = parsed.GetValue(option);
        Require(option.Name, value, value >= 1, "at least 1");
        return value;
    }

    private static double Positive(ParseResult parsed, Option<double> option)
    {
        var value = parsed.GetValue(option);
        Require(option.Name, value, value > 0, "above 0");
        return value;
    }

    private static void Require(string name, object? value, bool holds, string expected)
    {
        if (!holds) throw new UsageException($"{name}: expected {expected}, got {value}.");
    }
}
