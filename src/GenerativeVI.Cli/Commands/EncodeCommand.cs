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
        "--out", "FILE.npy|FILE.csv", "Where the means of q(z|x) go, float32 [N, latent]; a file that is there is replaced.");
    private readonly Option<string> scale = OptionKinds.Text(
        "--scale", "FILE.npy|FILE.csv", "Where the standard deviations of q(z|x) go, in the same form.");
    private readonly Option<string> data = OptionKinds.Text(
        "--data", "NAME|PATH", "Images of the run's shape: a known set, or your own [default: the run's].");
    private readonly Option<string> folder = OptionKinds.DataFolder();
    private readonly Option<SetPart?> part = OptionKinds.NamedChoice(
        "--part", "Which images [default: test, or all of another --data that is not divided].", new Dictionary<string, SetPart?> { ["test"] = SetPart.Test, ["train"] = SetPart.Train });
    private readonly Option<long> limit = OptionKinds.Long("--limit", "N", "Only the first N images [default: all].");
    private readonly Option<bool> bits = OptionKinds.Flag(
        "--bits", "Draw grey pixels to bits first, as the run's evaluation does, instead of encoding their means.");
    private readonly Option<string> device = OptionKinds.Device();

    public EncodeCommand()
        : base(
            "encode",
            "Encode images with a run's model: the means of q(z|x), a row an image, as a NumPy or csv file. "
                + "Grey pixels are encoded as they are.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[outOption, scale, data, folder, part, limit, bits, device]) Options.Add(option);
        outOption.Required = true;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
        ["gvi encode my-run --out codes.npy", "gvi encode my-run --data my-images --out codes.csv --scale scales.csv"];

    private int Run(ParseResult parsed)
    {
        var rows = parsed.GetResult(limit) is { Implicit: false } ? parsed.GetValue(limit) : (long?)null;
        if (rows < 1) throw new UsageException($"--limit: expected at least 1, got {rows}.");
        foreach (var option in (Option<string>[])[outOption, scale]) ArrayFile.Check(parsed, option);
        var channels = new Channels(parsed, json: false);
        var runFolder = new RunFolder(parsed.GetRequiredValue(run));
        ProcessTuning.Apply(runFolder.ReadRecord().Settings.Threads ?? 0);

        using var interruption = new Interruption();
        using var codes = Codes.Of(
            runFolder, parsed.GetValue(part), parsed.GetValue(data), parsed.GetValue(folder), rows,
            parsed.GetValue(device) ?? "auto", RunDisplay.Over(channels).Say, parsed.GetValue(bits), interruption.Stop);
        var path = Path.GetFullPath(parsed.GetRequiredValue(outOption));
        ArrayFile.Write(path, codes.Mean, "z");
        if (parsed.GetValue(scale) is { } other) ArrayFile.Write(Path.GetFullPath(other), codes.Scale, "scale");
        channels.Talk.WriteLine($"the codes of {codes.Mean.shape[0]} {(codes.Mean.shape[0] == 1 ? "image" : "images")}, {codes.Mean.shape[1]} numbers each, are in {Paths.Short(path)}.");
        return CommandLine.Done;
    }
}
