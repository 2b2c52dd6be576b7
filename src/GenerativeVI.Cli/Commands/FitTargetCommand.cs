using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;
using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi fit target.</summary>
internal sealed class FitTargetCommand : Command, IExemplified, IGrouped
{
    private readonly Option<PlanarTarget> density =
        OptionKinds.NamedChoice("--density", "The density, on the plane.", PlanarTarget.All.ToDictionary(target => target.Name));
    private readonly TargetOptions posterior = new();
    private readonly Option<int> draws = OptionKinds.Whole("--draws", "N", "Draws to write.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FOLDER", "Where draws.csv, draws.png and fit.json go [default: fits/DENSITY-POSTERIOR].");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public FitTargetCommand()
        : base(
            "target",
            "A posterior to a density known but for its integral: draws, a picture, and the bound beside the "
                + "integral by quadrature.")
    {
        density.Required = true;
        draws.DefaultValueFactory = _ => 2000;
        foreach (var option in (Option[])[density, .. posterior.Options, draws, outOption, threads, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi fit target --density banana --posterior sivi --out banana",
        "gvi fit target --density ring --posterior iwhvi --warm-up 0.5 --json",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OptionGroup> Groups { get; } = FitGroups.With(("Objective", "--samples"), ("Evaluation", "--draws"));

    /// <inheritdoc/>
    public IReadOnlyList<string> Common { get; } =
        ["--density", "--posterior", "--samples", "--steps", "--lr", "--draws", "--seed", "--out", "--json"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Unusable(ParseResult parsed) => posterior.Unusable(parsed);

    private int Run(ParseResult parsed)
    {
        var target = parsed.GetRequiredValue(density);
        var settings = posterior.Settings(parsed, dimension: 2);
        var fitting = new TargetFolder(parsed, outOption, draws, threads, $"{target.Name}-{OptionKinds.Name(settings.Posterior)}");
        var channels = new Channels(parsed, parsed.GetValue(json));
        using var interruption = new Interruption();
        using var fitted = TargetFit.Run(target.LogDensity, 2, settings, TargetOptions.Progress(channels), interruption.Stop);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (points, bound) = fitting.Judge(fitted);
        var logZ = target.LogIntegral();
        var result = new JsonObject
        {
            ["density"] = target.Name, ["posterior"] = OptionKinds.Name(settings.Posterior), ["log_z_bound"] = TargetOptions.Object(bound), ["log_z_by_quadrature"] = logZ, ["folder"] = fitting.Path,
        };
        TargetOptions.TellClamped(channels, result, fitted.ClampedShare);
        fitting.Write(points, ["z1", "z2"], settings, result);
        Png.Write(System.IO.Path.Combine(fitting.Path, "draws.png"), TargetPicture.Of([(target, points)]));
        channels.Talk.WriteLine($"Draws and their picture are in {Paths.Short(fitting.Path)}.");
        channels.Result(string.Create(CultureInfo.InvariantCulture, $"{target.Name}, {OptionKinds.Name(settings.Posterior)}: log Z {TargetOptions.Words(bound)}; by quadrature {logZ:F3}"), () => result);
        return CommandLine.Done;
    }
}
