// What can a semi-implicit posterior bend itself to? Four targets of the plane, each known but for its integral, each bracket on them, and the bound beside the integral by quadrature;
// then the price of a narrow kernel: as its σ goes to 0 the family becomes implicit, and the gradient's noise grows without bound.
//   dotnet run --project examples/SemiImplicitToys -c Release [-- --smoke] [--toys NAME,NAME] [--methods NAME,NAME] [--out FILE]
using System.Globalization;
using GenerativeVI;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ProcessTuning.Apply(threads: 1);
var smoke = args.Contains("--smoke");
var file = Word("--out", "semi-implicit-toys.png");
(string Name, TargetSettings Settings)[] methods =
[
    ("full", new() { Posterior = TargetPosterior.Full, Steps = 2000 }),
    ("sivi", new() { Posterior = TargetPosterior.Sivi, WarmUp = 0.5 }),
    ("hvm", new() { Posterior = TargetPosterior.Hvm, WarmUp = 0.5 }),
    ("iwhvi", new() { Posterior = TargetPosterior.Iwhvi, Mixing = 10, WarmUp = 0.5 }),
];
var chosen = methods.Where(method => Word("--methods", string.Join(',', methods.Select(m => m.Name))).Split(',').Contains(method.Name)).ToArray();
var panels = new List<(PlanarTarget, Tensor)>();
var failures = new List<string>();
foreach (var target in Word("--toys", "banana,ring,x-shape,multimodal").Split(',').Select(PlanarTarget.Named))
{
    var logZ = target.LogIntegral();
    foreach (var (name, settings) in chosen)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var fitted = TargetFit.Run(target.LogDensity, 2, smoke ? settings with { Steps = 200, ReportedMixing = 100 } : settings);
        var bound = fitted.Bound(smoke ? 1000 : 4000, new RandomStream(2))!;
        Console.WriteLine($"{target.Name}, {name}: E log p̃ − log q >= {bound.Value:F3} ± {bound.StandardError:F3}, log Z = {logZ:F3}, {logZ - bound.Value:F3} nats below it ({clock.Elapsed.TotalSeconds:F0} s)");
        if (bound.Value > logZ + 3 * bound.StandardError) failures.Add($"{target.Name}, {name}: the bound {bound.Value:F3} is above log Z = {logZ:F3}");
        if (!smoke && name != "full" && bound.Value < logZ - 0.1) failures.Add($"{target.Name}, {name}: the bound {bound.Value:F3} is more than 0.1 below log Z = {logZ:F3}");
        panels.Add((target, fitted.Draw(2000, new RandomStream(3))));
    }
}
Png.Write(file, TargetPicture.Of(panels, chosen.Length));

// The kernel's width, at one posterior: the standard deviation of the gradient in one weight.
var widths = new[] { 1, 0.5, 0.25, 0.1, 0.05, 0.025 };
var noise = widths.Select(GradientNoise).ToArray();
foreach (var (width, value) in widths.Zip(noise)) Console.WriteLine($"σ = {width}: standard deviation of the gradient {value:F2}");
if (noise[^1] < 3 * noise[0]) failures.Add("a narrow kernel's gradient is expected to be noisier");
if (failures.Count > 0) throw new InvalidOperationException(string.Join("; ", failures));

double GradientNoise(double width)
{
    var kernel = new NormalKernel(2, width);
    var mixing = new NoiseMixing(new InjectedMlp(0, [20], [2], Activation.Tanh, new RandomStream(7)), 2, new RandomStream(8));
    using var model = new TargetDensity<SemiImplicit<Pushforward>>(PlanarTarget.Named("banana").LogDensity, new SemiImplicitPrior<Pushforward>(mixing, kernel), new MixingSamples(20));
    var weight = mixing.parameters().First();
    var gradients = Enumerable.Range(0, 300).Select(i =>
    {
        using var scope = NewDisposeScope();
        weight.grad = null;
        new Elbo(1).Evaluate(model, TargetDensity.Rows(1), new RandomStream(100 + i)).Surrogate.backward();
        return (double)weight.grad![0, 0].item<float>();
    }).ToArray();
    var mean = gradients.Average();
    return Math.Sqrt(gradients.Sum(g => (g - mean) * (g - mean)) / (gradients.Length - 1));
}

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;
