using System.Reflection;
using System.Runtime.InteropServices;

namespace GenerativeVI;

/// <summary>The program and machine of a run.</summary>
/// <param name="Version">Of this toolkit.</param>
/// <param name="Torch">Of libtorch.</param>
/// <param name="Runtime">Of .NET, and the operating system.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="Threads">Threads of one operation on the CPU.</param>
public sealed record RunEnvironment(string Version, string Torch, string Runtime, string Device, int Threads)
{
    /// <summary>The parts of a batch that threads took side by side in training; 1 for whole batches.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The processes that trained together, with so many threads each.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public int? Processes { get; init; }

    /// <summary>The environment of this process.</summary>
    /// <param name="device">Where it runs.</param>
    public static RunEnvironment Here(Device device) => new(
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        __version__,
        $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}",
        device.ToString(),
        get_num_threads());
}
