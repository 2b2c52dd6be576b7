using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GenerativeVI.Cli.Display;
using GenerativeVI.Cli.Machine;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi doctor.</summary>
internal sealed class DoctorCommand : Command, IExemplified
{
    private readonly Option<bool> json = OptionKinds.Json();

    public DoctorCommand()
        : base(
            "doctor",
            "Say what this machine offers: TorchSharp and libtorch, threads, processor, CUDA, memory, data sets. "
            + "Exit code 1 if nothing can be computed here.")
    {
        Options.Add(json);
        SetAction(Run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["gvi doctor", "gvi doctor --json"];

    private int Run(ParseResult parsed)
    {
        var channels = new Channels(parsed, parsed.GetValue(json));
        var torch = TorchFacts.Here();
        var (libraries, processor, memory, data) = (LoadedLibraries.Here(), Processor.Here(), Memory.Here(), DataLocator.ForThisMachine().FindAll());
        var system = $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})";

        Tell("gvi", $"{GviCommand.Version}, {system}");
        if (torch.Problem is not null)
        {
            Tell("torch", torch.Problem);
        }
        else
        {
            Tell("TorchSharp", $"{torch.Binding}, {(TorchLibrary.Mended is { } mended ? $"mended: {mended}" : libraries.Binding)}");
            Tell("libtorch", $"{torch.Version}, {libraries.Torch}");
            Tell("OpenMP", libraries.OpenMp ?? "none");
            Tell("threads", $"{torch.Threads} of {processor.Count} processors");
            Tell("tuning", string.Join("; ", torch.Tuning));
            Tell("CUDA", torch.CudaDevices > 0 ? $"{torch.CudaDevices} device(s)" : "none");
        }
        Tell("processor", $"{processor.Name}; {string.Join(' ', processor.Features)}");
        Tell("memory", memory.Available is { } available ? $"{Gigabytes(available)} free of {Gigabytes(memory.Total)}" : Gigabytes(memory.Total));
        foreach (var location in data.Where(location => location.IsPresent)) Tell("data", $"{location}");
        if (data.Where(location => !location.IsPresent).Select(location => location.Set.Name).ToArray() is { Length: > 0 } absent)
            Tell("", $"not here: {string.Join(", ", absent)}; gvi data list says how to get them");

        channels.End(() => new JsonObject
        {
            ["version"] = GviCommand.Version,
            ["system"] = system,
            ["torch"] = Results.Of(new
            {
                torch.Problem,
                TorchSharp = torch.Binding,
                TorchLibrary.Mended,
                Libtorch = torch.Version,
                torch.Threads,
                torch.CudaDevices,
                torch.Tuning,
            }),
            ["libraries"] = Results.Of(new { libraries.Binding, libraries.Torch, libraries.OpenMp }),
            ["processor"] = Results.Of(processor),
            ["memory"] = Results.Of(memory),
            ["data"] = Results.Of(data.Where(location => location.IsPresent).ToDictionary(location => location.Set.Name, location => location.Place!.Path)),
        });
        return torch.Problem is null ? CommandLine.Done : CommandLine.Failed;

        void Tell(string what, string fact) => channels.Talk.WriteLine($"{what,-11}{fact}");
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
