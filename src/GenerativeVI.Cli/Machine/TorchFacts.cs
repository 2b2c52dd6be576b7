using GenerativeVI.Tensors;
using TorchSharp;

namespace GenerativeVI.Cli.Machine;

/// <summary>What the tensor library says of itself; all but the problem null where it cannot be loaded.</summary>
/// <param name="Problem">Why it cannot be loaded, or null.</param>
/// <param name="Binding">The version of TorchSharp.</param>
/// <param name="Version">The version of libtorch.</param>
/// <param name="Threads">Threads of one operation.</param>
/// <param name="CudaDevices">How many CUDA devices it sees.</param>
/// <param name="Tuning">What was done to this process for speed.</param>
internal sealed record TorchFacts(string? Problem, string? Binding, string? Version, int? Threads, int? CudaDevices, IReadOnlyList<string> Tuning)
{
    /// <summary>Loads libtorch and asks it.</summary>
    public static TorchFacts Here()
    {
        try
        {
            var tuning = ProcessTuning.Apply();
            var binding = typeof(torch).Assembly.GetName().Version?.ToString(3);
            return new TorchFacts(null, binding, torch.__version__, torch.get_num_threads(), torch.cuda.is_available() ? torch.cuda.device_count() : 0, tuning);
        }
        catch (Exception e) when (Failures.MissingLibrary(e) is not null)
        {
            return new TorchFacts(Failures.Sentence(e), null, null, null, null, []);
        }
    }
}
