using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using static TorchSharp.torch;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi data export.</summary>
internal sealed class DataExportCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE.npy",
        "Where the images go, float32 [N, height, width] or of whatever shape they are; a file that is there "
            + "is replaced.");
    private readonly Option<string> labels = OptionKinds.Text(
        "--labels", "FILE.npy", "Where their labels go, int64 [N].");
    private readonly Option<string> folder = OptionKinds.DataFolder();
    private readonly Option<bool> json = OptionKinds.Json();

    public DataExportCommand()
        : base(
            "export",
            "Write the test images that a run was judged on, bit by bit as they were binarized, as a NumPy "
                + "file.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[outOption, labels, folder, json]) Options.Add(option);
        outOption.Required = true;
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi data export my-run --out test.npy",
        "gvi data export my-run --out test.npy --labels labels.npy --data-dir ~/data",
    ];

    private int Run(ParseResult parsed)
    {
        var channels = new Channels(parsed, parsed.GetValue(json));
        using var interruption = new Interruption();
        using var rows = JudgedRows.Of(new RunFolder(parsed.GetRequiredValue(run)), parsed.GetValue(folder), channels.Talk.WriteLine, interruption.Stop);
        using var scope = NewDisposeScope();
        var (path, labelPath) = (Path.GetFullPath(parsed.GetRequiredValue(outOption)), parsed.GetValue(labels) is { } given ? Path.GetFullPath(given) : null);
        if (labelPath is not null && rows.Labels is null)
            throw new UsageException("--labels: these images have none; leave it out.");
        NpyWriter.Write(path, rows.Slice(0, rows.Count).Value.reshape([rows.Count, .. rows.EventShape]));
        if (labelPath is not null) NpyWriter.Write(labelPath, rows.Labels!);
        channels.Talk.WriteLine($"{rows.Count} test images are in {Paths.Short(path)}.");
        channels.End(() => new System.Text.Json.Nodes.JsonObject { ["images"] = rows.Count, ["file"] = path, ["labels"] = labelPath });
        return CommandLine.Done;
    }
}
