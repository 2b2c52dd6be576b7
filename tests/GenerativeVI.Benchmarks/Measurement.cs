using System.Diagnostics;
using System.Text.Json;

namespace GenerativeVI.Benchmarks;

/// <summary>What a process measured about itself; the same keys as the Python reference prints.</summary>
internal sealed record Measurement(
    double ImagesPerS, double ImagesPerCpuS, double WallS, double CpuS, double PeakRssMb, double StartToFirstStepS, string Torch, string Blas)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Takes the first step, warms up, then times the steps that <paramref name="settings"/> asks for.</summary>
    public static Measurement Of(Settings settings, int batch, Action<int> takeSteps)
    {
        takeSteps(1);
        using var process = Process.GetCurrentProcess();
        var first = (DateTime.Now - process.StartTime).TotalSeconds;
        takeSteps(settings.WarmUp);
        var cpuBefore = Environment.CpuUsage.TotalTime.TotalSeconds;
        var clock = Stopwatch.StartNew();
        takeSteps(settings.Steps);
        var (wall, cpu) = (clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds - cpuBefore);
        var images = (double)settings.Steps * batch;
        process.Refresh();
        return new Measurement(images / wall, images / cpu, wall, cpu, process.PeakWorkingSet64 / (double)(1 << 20), first,
            TorchSharp.torch.__version__, LoadedBlas());
    }

    private static string LoadedBlas()
    {
        var files = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).Distinct()
            .Where(file => Path.GetFileName(file).Contains("blas", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order();
        var found = string.Join(", ", files);
        return found.Length > 0 ? found : "built in";
    }
}
