using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi encode.</summary>
internal sealed class EncodeCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE.npy", "Where the means of q(z|x) go, float32 [N, latent]; a file that is there is replaced.");
    private readonly Option<string> scale = OptionKinds.Text("--scale", "FILE.npy", "Where the standard deviations of q(z|x) go, in the same form.");
    private readonly Option<string> data = OptionKinds.Text("--data", "NAME|PATH", "Images of the run's shape: a known set, or your own [default: the run's].");
    private readonly Option<string> folder = OptionKinds.DataFolder();
    private readonly Option<SetPart?> part = OptionKinds.NamedChoice(
        "--part", "Which images [default: test].", new Dictionary<string, SetPart?> { ["test"] = SetPart.Test, ["train"] = SetPart.Train });
    private readonly Option<long> limit = OptionKinds.Long("--limit", "N", "Only the first N images [default: all].");
    private readonly Option<string> device = OptionKinds.Device();

    public EncodeCommand()
        : base("encode", "Encode images with a run's model: the means of q(z|x), a row an image, as a NumPy file.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[outOption, scale, data, folder, part, limit, device]) Options.Add(option);
        outOption.Required = true;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
        ["gvi encode my-run --out codes.npy", "gvi encode my-run --data my-images --part train --out codes.npy --scale scales.npy"];

    private int Run(ParseResult parsed)
    {
        var rows = parsed.GetResult(limit) is { Implicit: false } ? parsed.GetValue(limit) : (long?)null;
        if (rows < 1) throw new UsageException($"--limit: expected at least 1, got {rows}.");
        var channels = new Channels(parsed, json: false);
        var runFolder = new RunFolder(parsed.GetRequiredValue(run));
        ProcessTuning.Apply(runFolder.ReadRecord().Settings.Threads ?? 0);

        using var interruption = new Interruption();
        using var codes = Codes.Of(
            runFolder, parsed.GetValue(part) ?? SetPart.Test, parsed.GetValue(data), parsed.GetValue(folder), rows,
            parsed.GetValue(device) ?? "auto", RunDisplay.Over(channels).Say, interruption.Stop);
        var path = Path.GetFullPath(parsed.GetRequiredValue(outOption));
        NpyWriter.Write(path, codes.Mean);
        if (parsed.GetValue(scale) is { } other) NpyWriter.Write(Path.GetFullPath(other), codes.Scale);
        channels.Talk.WriteLine($"the codes of {codes.Mean.shape[0]} images, {codes.Mean.shape[1]} numbers each, are in {Paths.Short(path)}.");
        return CommandLine.Done;
    }
}
