using System.CommandLine;
using GenerativeVI.Cli.Display;
using TorchSharp;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi export.</summary>
internal sealed class ExportCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<ExportForm?> form = OptionKinds.NamedChoice(
        "--format", "The form [default: onnx].", Enum.GetValues<ExportForm>().ToDictionary(f => f.ToString().ToLowerInvariant(), f => (ExportForm?)f));
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "DIR", "The folder; files of the same names are replaced [default: export in the run folder].");

    public ExportCommand()
        : base(
            "export",
            "Write a run's model for other programs: ONNX graphs of encoder and decoder, or the weights "
                + "alone.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[form, outOption]) Options.Add(option);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi export my-run --format onnx --out exported",
        "gvi export my-run --format torchsharp",
    ];

    private int Run(ParseResult parsed)
    {
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var target = Path.GetFullPath(parsed.GetValue(outOption) ?? Path.Combine(folder.Path, "export"));
        using var model = folder.LoadModel(folder.ReadRecord(), torch.CPU);
        foreach (var file in model.Export(target, parsed.GetValue(form) ?? ExportForm.Onnx)) new Channels(parsed, json: false).Talk.WriteLine($"written: {Paths.Short(file)}.");
        return CommandLine.Done;
    }
}
