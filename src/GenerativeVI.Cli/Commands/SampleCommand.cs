using System.CommandLine;
using GenerativeVI.Cli.Display;
using GenerativeVI.Tensors;
using TorchSharp;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi sample.</summary>
internal sealed class SampleCommand : Command, IExemplified
{
    private readonly Argument<string> run = new("RUN") { Description = "The run folder." };
    private readonly Option<int> count = OptionKinds.Whole("--count", "N", "How many images.");
    private readonly Option<string> outOption =
        OptionKinds.Text(
            "--out", "FILE",
            "The PNG file; one that is there is replaced [default: samples-SEED.png in the run folder].");
    private readonly Option<long> seed = OptionKinds.Long("--seed", "N", "Another seed, other images.");
    private readonly Option<int> label = OptionKinds.Whole(
        "--label", "N", "The class, of a model that was trained with labels [default: each in turn].");
    private readonly Option<string> device = OptionKinds.Device();

    public SampleCommand()
        : base("sample", "Draw new images from a run's model: means of p(x|z) at draws of the prior, in one PNG.")
    {
        Arguments.Add(run);
        foreach (var option in (Option[])[count, outOption, seed, label, device]) Options.Add(option);
        (count.DefaultValueFactory, seed.DefaultValueFactory) = (_ => 64, _ => 1);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "gvi sample my-run",
        "gvi sample my-run --count 100 --seed 7 --out hundred.png",
    ];

    private int Run(ParseResult parsed)
    {
        var (number, start) = (parsed.GetValue(count), parsed.GetValue(seed));
        if (number < 1) throw new UsageException($"--count: expected at least 1, got {number}.");
        var folder = new RunFolder(parsed.GetRequiredValue(run));
        var path = Path.GetFullPath(parsed.GetValue(outOption) ?? Path.Combine(folder.Path, $"samples-{start}.png"));
        var record = folder.ReadRecord();
        ProcessTuning.Apply(record.Settings.Threads ?? 0);
        var wanted = parsed.GetResult(label) is { Implicit: false } ? record.Data.ClassOf(parsed.GetValue(label)) : (int?)null;
        Draw(folder, record, number, start, wanted, parsed.GetValue(device) ?? "auto", path);
        new Channels(parsed, json: false).Talk.WriteLine($"{number} images are in {Paths.Short(path)}.");
        return CommandLine.Done;
    }

    private static void Draw(RunFolder folder, RunRecord record, int number, long start, int? label, string device, string path)
    {
        var place = Devices.Find(device);
        using var scope = torch.NewDisposeScope();
        using var model = folder.LoadModel(record, place);
        var images = model.Sample(number, new RandomStream(start, place), label);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Pictures.Save(images, model.EventShape, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: the picture cannot be written ({Failures.Sentence(e).TrimEnd('.')}); choose another place with --out.", e);
        }
    }
}
