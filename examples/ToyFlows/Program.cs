// Which flow fits which density? Every flow of the toolkit on four densities of the plane known in closed form, so that its divergence from the truth is known, and not a likelihood alone.
// Flows with an inverse maximize log p(x) of 100 000 points and are judged by KL(truth‖flow) on fresh ones. Planar and Sylvester flows have none: they minimize KL(flow‖truth) by
// their own draws, the way they serve as posteriors, and are judged by it on fresh ones.
//   dotnet run --project examples/ToyFlows -c Release [-- --smoke] [--toys NAME,NAME] [--out FILE]
using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ProcessTuning.Apply(threads: 1);
var smoke = args.Contains("--smoke");
var file = Array.IndexOf(args, "--out") is var at and >= 0 ? args[at + 1] : "toy-flows.png";
var (test, drawn) = smoke ? (4000, 40_000) : (20_000, 400_000);
const int pixels = 96;
const double window = 4.5;

string[] toys = Array.IndexOf(args, "--toys") is var given and >= 0 ? args[given + 1].Split(',') : smoke ? ["moons"] : ["banana", "pinwheel", "moons", "eight"];
(FlowSettings Flow, int Steps, double Rate)[] methods =
[
    (new(FlowKind.Planar, 16), 1000, 1e-2),
    (new(FlowKind.Radial, 16), 1000, 1e-2),
    (new(FlowKind.SylvesterOrthogonal, 16), 1000, 1e-2),
    (new(FlowKind.SylvesterHouseholder, 16), 1000, 1e-2),
    (new(FlowKind.SylvesterTriangular, 16), 1000, 1e-2),
    (new(FlowKind.RealNvp, 8) { Activation = Activation.Tanh }, 1000, 5e-3),
    (new(FlowKind.Iaf, 8) { Activation = Activation.Tanh }, 1000, 5e-3),
    (new(FlowKind.Maf, 8) { Activation = Activation.Tanh }, 3000, 1e-2),
    (new(FlowKind.Spline, 4) { Bound = 5 }, 1000, 5e-3),
    (new(FlowKind.SplineAutoregressive, 3) { Bound = 5 }, 1000, 5e-3),
    (new(FlowKind.Continuous, 1) { Hidden = [64, 64], Tolerance = 1e-3 }, 600, 1e-2),
];
// What is claimed of these, in nats, on every toy.
const double claim = 0.05;
FlowKind[] claimed = [FlowKind.Spline, FlowKind.SplineAutoregressive, FlowKind.Maf, FlowKind.Continuous];

var pictures = new List<float>();
var failures = new List<string>();
var basis = new StandardNormal(2);
var grid = Grid();
Console.WriteLine($"columns of {file}: truth, {string.Join(", ", methods.Select(m => m.Flow.Kind))}; rows: {string.Join(", ", toys)}\n");
Console.WriteLine($"| toy | flow | KL, nats | standard error | of | parameters | CPU s |\n|---|---|---|---|---|---|---|");
foreach (var name in toys)
{
    var toy = ToyDensity.Named(name);
    var truth = toy.LogDensity(grid).exp();
    Show(truth, truth);
    foreach (var (settings, steps, rate) in methods)
    {
        var random = new RandomStream(seed: 1);
        var before = Environment.CpuUsage.TotalTime;
        using var data = new TensorData(toy.Sample(100_000, random.Split("data")));
        var flow = settings.Make(2, random.Split("weights"));
        var module = (nn.Module)flow;
        var density = flow is IInvertibleFlow inverse ? new FlowDistribution(basis, inverse) : null;
        var sampler = new FlowSampler(basis, flow);
        var start = Divergence();

        var loader = new DataLoader(data, 256);
        var budget = smoke ? 30 : steps;
        var phase = new Phase(
            "fit", new OnePassAdam(module.parameters()), density is null
                ? step => new TargetBound(toy.LogDensity).Evaluate(sampler, step.Random)
                : step => ExactLogLikelihood.Evaluate(new Unconditional<FlowDistribution>(density), step.Batch),
            LearningRate: new CosineDecay(rate, 0, (double)budget / loader.Count), Limits: new GradientLimits(Norm: 5));
        using (var trainer = new Trainer(module, [phase], loader, random.Split("training"), new TrainingPlan { Epochs = budget, MaximumSteps = budget })) trainer.Run();
        module.eval();

        var (value, error) = Divergence();
        using (no_grad()) Show(density?.LogDensity(grid).exp() ?? Histogram(sampler.Sample(random.Split("picture"), drawn).Value), truth);
        Console.WriteLine($"| {name} | {settings.Kind} | {value:F4} | {error:F4} | {(density is null ? "flow‖truth" : "truth‖flow")} "
            + $"| {module.parameters().Sum(p => p.numel())} | {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F0} |");
        if (value - 6 * error > start.Value - (smoke ? 0.01 : 0.1)) failures.Add($"{settings.Kind} on {name} went from {start.Value:F3} to {value:F3} nats");
        if (!smoke && claimed.Contains(settings.Kind) && value > claim) failures.Add($"{settings.Kind} on {name} is {value:F4} nats from the truth, above {claim}");

        (double Value, double Error) Divergence()
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var draws = density is null ? sampler.Sample(random.Split("test"), test) : new Draw(toy.Sample(test, random.Split("test")));
            var gaps = draws.LogDensity is { } own ? own - toy.LogDensity(draws.Value) : toy.LogDensity(draws.Value) - density!.LogDensity(draws.Value);
            return (gaps.mean().item<float>(), gaps.std().item<float>() / Math.Sqrt(test));
        }
    }
}
Png.Write(file, new ImageGrid(Columns: methods.Length + 1, Zoom: 1).Draw(pictures.ToArray(), [toys.Length * (methods.Length + 1), pixels, pixels]));
if (failures.Count > 0) throw new InvalidOperationException(string.Join("; ", failures));

// A panel as bright as the truth's brightest point.
void Show(Tensor density, Tensor truth) => pictures.AddRange((density / truth.max()).clamp(0, 1).to_type(ScalarType.Float32).data<float>().ToArray());

// The middles of the pixels, from the top left.
static Tensor Grid()
{
    var across = (arange(pixels, dtype: ScalarType.Float32) + 0.5) * (2 * window / pixels) - window;
    var places = meshgrid([across.flip(0), across], indexing: "ij");
    return stack([places[1].flatten(), places[0].flatten()], -1);
}

// The density of draws in every pixel, where there is no density to ask for.
static Tensor Histogram(Tensor draws)
{
    var places = ((draws + window) * (pixels / (2 * window))).floor().to_type(ScalarType.Int64);
    places = places[places.ge(0).logical_and(places.lt(pixels)).all(-1)];
    var counts = bincount((pixels - 1 - places.select(-1, 1)) * pixels + places.select(-1, 0), minlength: pixels * pixels);
    return counts.to_type(ScalarType.Float32) / (draws.shape[0] * Math.Pow(2 * window / pixels, 2));
}
