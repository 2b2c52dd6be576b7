using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi gradients.</summary>
internal sealed class GradientsCommand : Command, IExemplified
{
    private readonly Argument<string?> run =
        new("RUN") { Description = "The run folder; none with --toy.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> toy = OptionKinds.Flag(
        "--toy", "All ways of a gradient of E f on a toy whose gradient is known, in place of a run: log-derivative "
            + "with every baseline, pathwise, inverse distribution function, implicit, delta.");
    private readonly Option<GradientBound> bound = OptionKinds.Choice<GradientBound>(
        "--bound", "The objective whose gradients are measured [default: elbo].");
    private readonly Option<int> samples = OptionKinds.Whole("--samples", "S", "Draws for each image.");
    private readonly Option<int> batch = OptionKinds.Whole("--batch", "N", "Images in the batch.");
    private readonly Option<int> repeats = OptionKinds.Whole(
        "--repeats", "N", "Gradients of each estimator, at least 20.");
    private readonly Option<bool> byModule = OptionKinds.Flag(
        "--by-module", "A row for every layer instead of encoder and decoder.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE", "Also write tables and charts to this HTML file.");
    private readonly Option<string> dataFolder = OptionKinds.DataFolder();
    private readonly Option<string> device = OptionKinds.Device();
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public GradientsCommand()
        : base(
            "gradients",
            "Measure the gradient estimators on a run: variance, signal-to-noise ratio and bias of each, for "
                + "encoder and decoder.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[toy, bound, samples, batch, repeats, byModule, outOption, dataFolder, device, threads, json]) Options.Add(option);
        samples.DefaultValueFactory = _ => 1;
        batch.DefaultValueFactory = _ => 100;
        repeats.DefaultValueFactory = _ => 100;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi gradients my-run",
        "gvi gradients my-run --bound importance-weighted --samples 50 --out gradients.html",
        "gvi gradients --toy --out toy.html",
    ];

    private int Run(ParseResult parsed)
    {
        var count = parsed.GetResult(threads) is { Implicit: false } ? parsed.GetValue(threads) : (int?)null;
        if (parsed.GetValue(samples) < 1)
            throw new UsageException($"--samples: expected at least 1, got {parsed.GetValue(samples)}.");
        if (parsed.GetValue(batch) < 1)
            throw new UsageException($"--batch: expected at least 1, got {parsed.GetValue(batch)}.");
        if (parsed.GetValue(repeats) < 20)
            throw new UsageException($"--repeats: expected at least 20, got {parsed.GetValue(repeats)}.");
        if (count < 1) throw new UsageException($"--threads: expected at least 1, got {count}.");
        if (parsed.GetValue(toy)) return Toy(parsed, count);
        if (parsed.GetValue(run) is null) throw new UsageException("expected a run folder, or --toy.");
        var channels = new Channels(parsed, parsed.GetValue(json));
        var display = RunDisplay.Over(channels);
        var folder = new RunFolder(parsed.GetValue(run)!);
        ProcessTuning.Apply(count ?? folder.ReadRecord().Settings.Threads ?? 0);

        using var interruption = new Interruption();
        var study = display.During(() => GradientStudy.Of(
            folder, parsed.GetValue(bound), parsed.GetValue(samples), parsed.GetValue(batch), parsed.GetValue(repeats), parsed.GetValue(byModule), deviceName: parsed.GetValue(device) ?? "auto",
            dataDirectory: parsed.GetValue(dataFolder), note: display.Say, progress: new TrainingReport(display), cancellation: interruption.Stop));
        if (parsed.GetValue(outOption) is { } path)
        {
            Data.AtomicFile.WriteText(Path.GetFullPath(path), study.ToHtml($"Gradients of {Path.GetFileName(folder.Path)}"));
            display.Say($"Tables and charts are in {Paths.Short(Path.GetFullPath(path))}.");
        }
        foreach (var line in Lines(study)) display.Say(line);
        var best = study.Estimators.Where(e => e.Why is null).MinBy(e => e.Groups.Sum(g => g.Variance))!;
        channels.Result($"least variance: {best.Estimator}", () => new JsonObject { ["gradients"] = Results.Of(study), ["run"] = folder.Path });
        return CommandLine.Done;
    }

    private int Toy(ParseResult parsed, int? count)
    {
        if (parsed.GetValue(run) is { } given)
            throw new UsageException($"--toy: measures a toy and not \"{given}\"; leave one out.");
        foreach (var option in (Option[])[bound, samples, batch, byModule, dataFolder, device])
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name}: means nothing to --toy; leave it out.");
        var channels = new Channels(parsed, parsed.GetValue(json));
        ProcessTuning.Apply(count ?? 0);
        var measured = GradientToy.Of(parsed.GetResult(repeats) is { Implicit: false } ? parsed.GetValue(repeats) : 100_000);
        if (parsed.GetValue(outOption) is { } path)
        {
            Data.AtomicFile.WriteText(Path.GetFullPath(path), measured.ToHtml("Ways of a gradient"));
            channels.Talk.WriteLine($"Tables and charts are in {Paths.Short(Path.GetFullPath(path))}.");
        }
        channels.Talk.WriteLine(measured.Description);
        foreach (var function in measured.Functions)
        {
            string[] heads = ["way", "by", "mean", "exact", "variance", "bias"];
            var rows = function.Gradients.Select(row => (string[])[row.Way, row.Parameter, row.Mean is { } mean ? Short(mean) : "–", Short(row.Exact), row.Variance is { } variance ? Short(variance) : "–", row.Why is null ? GradientToy.BiasInWords(row) : "does not apply"]);
            channels.Talk.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"f(z) = {function.Name}: E f = {function.Exact:G5}, by Monte Carlo {function.MonteCarlo:G5} ± {function.MonteCarloError:G2}{(function.Taylor is { } taylor ? string.Create(CultureInfo.InvariantCulture, $", by the delta method {taylor:G5}") : "")}"));
            foreach (var line in Table.Lines([heads, .. rows])) channels.Talk.WriteLine(line);
        }
        channels.End(() => new JsonObject { ["toy"] = Results.Of(measured) });
        return CommandLine.Done;
    }

    private static IEnumerable<string> Lines(GradientStudy study)
    {
        string[] heads = ["estimator", "group", "variance", "signal/noise", "bias", "ms"];
        var rows = study.Estimators.SelectMany(e => e.Groups.Select(g => (string[])
            [e.Estimator, g.Group, Short(g.Variance), Short(g.SignalToNoise), GradientStudy.BiasInWords(g), (e.SecondsPerGradient * 1000).ToString("F1", CultureInfo.InvariantCulture)]));
        return [study.Description, .. Table.Lines([heads, .. rows]), .. study.Estimators.Where(e => e.Why is not null).Select(e => $"{e.Estimator} does not apply: {e.Why}")];
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
