using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Help;
using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Targets;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi fit target.</summary>
internal sealed class FitTargetCommand : Command, IExemplified, IGrouped
{
    private static readonly string[] Names = [.. PlanarTarget.All.Select(target => target.Name).Concat(NamedTargets.All.Select(target => target.Name)).Distinct()];

    private readonly Option<string> density = OptionKinds.NamedChoice(
        "--density", "The density: of the plane, or a target with parameters of its own.", Names.ToDictionary(name => name));
    private readonly Option<string> dataFolder = OptionKinds.Text("--data-dir", "DIR", "The folder to search first for the tables of targets.");
    private readonly TargetOptions posterior = new();
    private readonly Option<int> draws = OptionKinds.Whole("--draws", "N", "Draws to write.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FOLDER", "Where draws.csv, draws.png and fit.json go [default: fits/DENSITY-POSTERIOR].");
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public FitTargetCommand()
        : base(
            "target",
            "A posterior to a density known but for its integral: draws, a bound beside the integral where that is known, and a "
                + "picture of the plane.")
    {
        density.Required = true;
        draws.DefaultValueFactory = _ => 2000;
        foreach (var option in (Option[])[density, dataFolder, .. posterior.Options, draws, outOption, threads, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi fit target --density banana --posterior sivi --out banana",
        "gvi fit target --density ring --posterior iwhvi --warm-up 0.5 --json",
        "gvi fit target --density eight-schools --posterior full",
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
        var name = parsed.GetRequiredValue(density);
        var planar = PlanarTarget.All.FirstOrDefault(target => target.Name == name);
        using var target = planar is null
            ? NamedTargets.Named(name).Open(DataLocator.ForThisMachine(parsed.GetValue(dataFolder)))
            : new FunctionTarget(name, 2, planar.LogDensity);
        var settings = posterior.Settings(parsed, target.Dimension);
        var fitting = new TargetFolder(parsed, outOption, draws, threads, $"{name}-{OptionKinds.Name(settings.Posterior)}");
        var channels = new Channels(parsed, parsed.GetValue(json));
        using var interruption = new Interruption();
        using var fitted = TargetFit.Run(target.LogDensity, target.Dimension, settings, TargetOptions.Progress(channels), interruption.Stop);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (points, bound) = fitting.Judge(fitted);
        var logZ = planar?.LogIntegral() ?? target.LogIntegral;
        var result = new JsonObject
        {
            ["density"] = name, ["posterior"] = OptionKinds.Name(settings.Posterior), ["log_z_bound"] = TargetOptions.Object(bound),
            [planar is null ? "log_z" : "log_z_by_quadrature"] = logZ, ["folder"] = fitting.Path,
        };
        TargetOptions.TellClamped(channels, result, fitted.ClampedShare);
        TargetOptions.TellSandwich(channels, result, TargetFolder.Sandwich(fitted));
        if (planar is null)
        {
            // As people read them: parameters where they lie, and not the numbers that they are made of.
            fitting.Write(target.Quantities(target.Constrain(points)), target.QuantityNames, settings, result);
            channels.Talk.WriteLine($"Draws of the parameters are in {Paths.Short(fitting.Path)}.");
        }
        else
        {
            fitting.Write(points, ["z1", "z2"], settings, result);
            Png.Write(System.IO.Path.Combine(fitting.Path, "draws.png"), TargetPicture.Of([(planar, points)]));
            channels.Talk.WriteLine($"Draws and their picture are in {Paths.Short(fitting.Path)}.");
        }
        var known = logZ is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {(planar is null ? "in closed form" : "by quadrature")} {logZ:F3}");
        channels.Result($"{name}, {OptionKinds.Name(settings.Posterior)}: log Z {TargetOptions.Words(bound)}{known}", () => result);
        return CommandLine.Done;
    }
}
