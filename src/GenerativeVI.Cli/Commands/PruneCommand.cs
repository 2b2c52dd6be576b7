using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi prune.</summary>
internal sealed class PruneCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder of a sparse classifier." };
    private readonly Option<double> threshold = OptionKinds.Real(
        "--threshold", "X", "The greatest log α of a weight that stays [default: the run's].");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE", "The pruned network, a .safetensors file, with one beside it of the weights that are left [default: pruned.safetensors in the run folder].");
    private readonly Option<string> dataFolder = OptionKinds.DataFolder();
    private readonly Option<int> threads = OptionKinds.Threads();
    private readonly Option<bool> json = OptionKinds.Json();

    public PruneCommand()
        : base(
            "prune",
            "Cut the weights of a sparse classifier that their noise drowns, write what is left, dense and "
                + "sparse, and print the test error before and after.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[threshold, outOption, dataFolder, threads, json]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi prune my-run --out pruned.safetensors",
        "gvi prune my-run --threshold 2 --json",
    ];

    private int Run(ParseResult parsed)
    {
        var channels = new Channels(parsed, parsed.GetValue(json));
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var target = Path.GetFullPath(parsed.GetValue(outOption) ?? Path.Combine(folder.Path, "pruned.safetensors"));
        if (!target.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out: expected a name that ends in .safetensors, got \"{target}\".");
        ProcessTuning.Apply(parsed.GetResult(threads) is { Implicit: false } ? parsed.GetValue(threads) : 0);
        var limit = parsed.GetResult(threshold) is { Implicit: false } ? parsed.GetValue(threshold) : (double?)null;
        var pruning = Pruning.Of(folder, target, limit, parsed.GetValue(dataFolder));
        foreach (var line in Lines(pruning.Test)) channels.Talk.WriteLine(line);
        foreach (var file in pruning.Files) channels.Talk.WriteLine($"written: {Paths.Short(file)}, {new FileInfo(file).Length.ToString(CultureInfo.InvariantCulture)} bytes.");
        channels.Result(Results.Line(pruning.Test), () => new JsonObject
        {
            ["test"] = Results.Of(pruning.Test),
            ["files"] = new JsonArray([.. pruning.Files.Select(file => (JsonNode?)file)]),
            ["run"] = folder.Path,
        });
        return CommandLine.Done;
    }

    private static IEnumerable<string> Lines(ClassifierOutcome test) => Table.Lines(
    [
        ["layer", "weights", "left", "sparsity"],
        .. test.Pruned!.Layers.Select(layer => (string[])[layer.Name, $"{layer.Weights}", $"{layer.Kept}", layer.Sparsity.ToString("P2", CultureInfo.InvariantCulture)]),
    ]);
}
