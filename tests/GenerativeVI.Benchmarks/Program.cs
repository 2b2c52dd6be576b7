using System.Text.Json;
using GenerativeVI.Benchmarks;
using GenerativeVI.Tensors;

// One workload a process, so that start-up and peak memory mean something. `compare` alternates such processes with the Python reference, `whole-runs` with each other.
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
    ["plain-run"] = TrainedRun.Plain,
    ["kept-run"] = TrainedRun.Kept,
};

if (args.Length == 0 || !workloads.TryGetValue(args[0], out var workload))
{
    Console.Error.WriteLine($"usage: GenerativeVI.Benchmarks {string.Join('|', workloads.Keys)} [--threads N] [--steps N] [--warm-up N] [--epochs N] [--batch N] [--samples N] [--precision full|b-float16] [--data DIR] [--out DIR]");
    return 2;
}
var settings = Settings.Parse(args.AsSpan(1));
foreach (var done in ProcessTuning.Apply(settings.Threads))
    Console.Error.WriteLine(done);
Console.WriteLine(JsonSerializer.Serialize(workload(settings), Measurement.Json));
return 0;
