using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using TorchSharp;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi decode.</summary>
internal sealed class DecodeCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<string> input = OptionKinds.Text(
        "--in", "FILE.npy", "Codes z, [N, latent], as gvi encode writes them or numpy.save does.");
    private readonly Option<string> outOption = OptionKinds.Text(
        "--out", "FILE.npy|FILE.png", "Where the means of p(x|z) go: float32 [N, …image], or one picture of all; a file that is there is replaced.");
    private readonly Option<int> label = OptionKinds.Whole(
        "--label", "N", "The class of all of them, of a model that was trained with labels.");
    private readonly Option<string> device = OptionKinds.Device();

    public DecodeCommand()
        : base("decode", "Decode codes with a run's model: the means of p(x|z), as a NumPy file or a picture.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[input, outOption, label, device]) Options.Add(option);
        (input.Required, outOption.Required) = (true, true);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi decode my-run --in codes.npy --out images.png",
        "gvi decode my-run --in codes.npy --out images.npy",
    ];

    private int Run(ParseResult parsed)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(outOption));
        var picture = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => false,
            ".png" => true,
            _ => throw new UsageException($"--out: expected a name that ends in .npy or .png, got \"{Path.GetFileName(path)}\"."),
        };
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var record = folder.ReadRecord();
        ProcessTuning.Apply(record.Settings.Threads ?? 0);
        var place = Devices.Find(parsed.GetValue(device) ?? "auto");

        using var scope = torch.NewDisposeScope();
        using var model = folder.LoadModel(record, place);
        var codes = Codes(parsed.GetRequiredValue(input), model.Latent).to(place);
        var labels = parsed.GetResult(label) is { Implicit: false } ? torch.full(codes.shape[0], record.Data.ClassOf(parsed.GetValue(label)), dtype: torch.ScalarType.Int64, device: place) : null;
        var images = model.Decode(codes, labels).cpu();
        if (picture) Pictures.Save(images, model.EventShape, path);
        else NpyWriter.Write(path, images.reshape([images.shape[0], .. model.EventShape]));
        new Channels(parsed, json: false).Talk.WriteLine($"{codes.shape[0]} decoded images are in {Paths.Short(path)}.");
        return CommandLine.Done;
    }

    private static torch.Tensor Codes(string path, long latent)
    {
        var array = NpyReader.Read(path);
        if (array.Shape is not [> 0, var width] || width != latent)
            throw new DataException(path, $"codes of shape [N, {latent}]", $"[{string.Join(", ", array.Shape)}]");
        var numbers = torch.tensor(array.ToSingles());
        return numbers.reshape(array.Shape);
    }
}
