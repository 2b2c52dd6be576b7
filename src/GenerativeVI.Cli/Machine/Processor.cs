using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GenerativeVI.Cli.Machine;

/// <summary>The processor, as far as it matters to matrix products.</summary>
/// <param name="Name">Its maker's name for it.</param>
/// <param name="Count">Logical processors this process may use.</param>
/// <param name="Features">Vector and matrix instructions, in the names of /proc/cpuinfo.</param>
internal sealed record Processor(string Name, int Count, IReadOnlyList<string> Features)
{
    private const string CpuInfo = "/proc/cpuinfo";

    // What float32 and bfloat16 products can make use of.
    private static readonly string[] Worth = ["avx2", "fma", "avx512f", "avx512_bf16", "amx_tile", "amx_bf16", "asimd", "bf16", "sve"];

    /// <summary>This machine's.</summary>
    public static Processor Here()
    {
        // The first paragraph is the first processor.
        var lines = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).TakeWhile(line => line.Length > 0) : [];
        var facts = lines.Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0].Trim()).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        var features = facts.GetValueOrDefault("flags") ?? facts.GetValueOrDefault("Features");
        return new Processor(
            facts.GetValueOrDefault("model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            features is null ? [.. FromRuntime()] : [.. Worth.Intersect(features.Split(' '))]);
    }

    private static IEnumerable<string> FromRuntime()
    {
        if (Avx2.IsSupported) yield return "avx2";
        if (Fma.IsSupported) yield return "fma";
        if (Avx512F.IsSupported) yield return "avx512f";
        if (AdvSimd.IsSupported) yield return "asimd";
    }
}
