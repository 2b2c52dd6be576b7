using System.Text.Json;
using GenerativeVI.Benchmarks;
using GenerativeVI.Benchmarks.Plain;
using GenerativeVI.Tensors;
using TorchSharp;

// One workload a process, so that start-up and peak memory mean something. `compare` alternates such processes with the
// Python reference, `whole-runs` with each other. What begins with plain- is written with TorchSharp alone.
Dictionary<string, Func<Settings, object>> workloads = new()
{
    ["vae-step"] = VaeStep.Run,
    ["realnvp-step"] = FlowStep.RealNvp,
    ["iaf-step"] = FlowStep.Iaf,
    ["sivi-step"] = Sivi.Run,
    ["lrt-step"] = LrtStep.Run,
    ["lrt-twin"] = LrtStep.Twin,
    ["same-model"] = SameModel.Run,
    ["iwae-step"] = Iwae.Train,
    ["iwae-evaluation"] = Iwae.Evaluate,
    ["bare-run"] = TrainedRun.Bare,
    ["kept-run"] = TrainedRun.Kept,
    ["plain-vae"] = PlainVae.Run,
    ["plain-vae-loader"] = PlainVae.RunFromLoader,
    ["plain-vae-products"] = PlainProducts.Vae,
    ["plain-iwae"] = PlainIwae.Train,
    ["plain-iwae-evaluation"] = PlainIwae.Evaluate,
    ["plain-sivi"] = PlainSivi.Run,
    ["plain-lrt"] = PlainLrt.Run,
    ["plain-lrt-twin"] = PlainLrt.Twin,
    ["plain-realnvp"] = PlainRealNvp.Run,
    ["plain-iaf"] = PlainIaf.Run,
};

if (args.Length == 0 || !workloads.TryGetValue(args[0], out var workload))
{
    Console.Error.WriteLine($"usage: GenerativeVI.Benchmarks {string.Join('|', workloads.Keys)} [--threads N] [--steps N] [--warm-up N] [--epochs N] [--batch N] [--samples N] [--precision full|b-float16] [--products default|avx512] [--data DIR] [--out DIR]");
    return 2;
}
var settings = Settings.Parse(args.AsSpan(1));
if (args[0].StartsWith("plain-", StringComparison.Ordinal))
{
    TorchLibrary.Load();
    if (settings.Avx512) TorchLibrary.UseAvx512Products();
    torch.set_num_threads(settings.Threads);
}
else
{
    foreach (var done in ProcessTuning.Apply(settings.Threads)) Console.Error.WriteLine(done);
}
Console.WriteLine(JsonSerializer.Serialize(workload(settings), Measurement.Json));
return 0;
