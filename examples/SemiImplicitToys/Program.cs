// What can a semi-implicit posterior bend itself to? The four targets of Yin & Zhou (2018), each known but for its integral, and each bracket on them;
// then the price of a narrow kernel: as its σ goes to 0 the family becomes implicit, and the gradient's noise grows without bound.
//   dotnet run --project examples/SemiImplicitToys -c Release [-- --smoke] [--toys NAME,NAME] [--out FILE]
using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ProcessTuning.Apply(threads: 1);
var file = Array.IndexOf(args, "--out") is var at and >= 0 ? args[at + 1] : "semi-implicit-toys.html";
var toys = Array.IndexOf(args, "--toys") is var given and >= 0 ? args[given + 1].Split(',') : null;
var steps = args.Contains("--smoke") ? 800 : 4000;
var charts = new List<Markup>();

(string Name, Func<Tensor, Tensor> Log)[] targets =
[
    ("banana", z => Normal(z.select(-1, 0), 0, 1) + Normal(z.select(-1, 1) - 0.25 * z.select(-1, 0).square(), 0, 0.5)),
    ("ring", z => Normal(z.square().sum(-1).add(1e-12).sqrt(), 2, 0.4)),
    ("x-shape", z => Correlated(z, 0.9).logaddexp(Correlated(z, -0.9))),
    ("two modes", z => (Normal(z.select(-1, 0), -2, 1)).logaddexp(Normal(z.select(-1, 0), 2, 1)) + Normal(z.select(-1, 1), 0, 1)),
];
foreach (var (name, log) in targets.Where(target => toys?.Contains(target.Name) ?? true))
{
    var logZ = Quadrature(log);
    foreach (var (method, bracket) in Brackets())
    {
        var coldness = 1.0;
        using var model = new TargetDensity<SemiImplicit<StandardNormal>>(z => coldness * log(z), Posterior(new RandomStream(1)), bracket);
        Train(model, steps, value => coldness = value);
        using var _ = no_grad();
        var (mean, error) = Bound(model);
        Console.WriteLine($"{name}, {method}: E log p̃ − log q >= {mean:F3} ± {error:F3}, log Z = {logZ:F3} nats");
        if (mean > logZ + 4 * error) throw new InvalidOperationException($"{name}, {method}: the bound {mean} is above log Z = {logZ}.");
        // The reverse models may be late, and then stay a single blob that looks away from ψ; that is shown, and not called an error.
        if (bracket is MixingSamples && mean < logZ - 0.6) throw new InvalidOperationException($"{name}, {method}: the bound {mean} is far below log Z = {logZ}.");
        var draws = model.Posterior.At(TargetDensity.Rows(1).Inputs).Sample(new RandomStream(3), 2000).Value.reshape(-1, 2).cpu();
        var points = Enumerable.Range(0, 2000).Select(i => ((double)draws[i, 0].item<float>(), (double)draws[i, 1].item<float>())).ToArray();
        charts.Add(Markup.Of($"<figure class=\"chart\"><figcaption><strong>{name}</strong> {method}: at least {mean:F3} of {logZ:F3} nats</figcaption>{new ScatterChart("z₁", "z₂", points, null).Draw()}</figure>"));
    }
}

// The kernel's width, at one posterior: the standard deviation of the gradient in one weight.
var widths = new[] { 1, 0.5, 0.25, 0.1, 0.05, 0.025 };
var noise = widths.Select(GradientNoise).ToArray();
foreach (var (width, value) in widths.Zip(noise)) Console.WriteLine($"σ = {width}: standard deviation of the gradient {value:F2}");
if (noise[^1] < 3 * noise[0]) throw new InvalidOperationException("a narrow kernel's gradient is expected to be noisier.");
charts.Add(new LineChart("noise of a gradient against 1/σ of the kernel", "log₁₀ of its standard deviation", [new Curve("SIVI, K = 20", [.. widths.Zip(noise, (w, n) => (1 / w, Math.Log10(n)))])]).Draw());
File.WriteAllText(file, Page.Write("Semi-implicit toys", Markup.Of($"<main><h1>Semi-implicit toys</h1>{Markup.Join(charts, c => c)}</main>")));

static IEnumerable<(string, IDensityBound<ISemiImplicit<IDistribution>>)> Brackets() =>
[
    ("SIVI, K = 50", new MixingSamples(50)),
    ("hierarchical", new ReverseModel(0, Reverse(new RandomStream(4)))),
    ("IWHVI, K = 10", new ReverseModel(10, Reverse(new RandomStream(5)))),
];

static SemiImplicitPrior<StandardNormal> Posterior(RandomStream random) => new(
    new Unconditional<StandardNormal>(new StandardNormal(3)),
    new InjectedNormal(new InjectedMlp(0, [40, 40], [3], Activation.Tanh, random.Split("body")), 2, random.Split("head")));

static InjectedNormal Reverse(RandomStream random) => new(new InjectedMlp(0, [40, 40], [2], Activation.Relu, random.Split("body")), 3, random.Split("head"));

// From a hot target to the true one over three quarters of the steps: from a cold start, all of them settle on one blob.
static void Train(TargetDensity<SemiImplicit<StandardNormal>> model, int steps, Action<double> cool)
{
    using var optimizer = new OnePassAdam(model.parameters());
    var (random, rate, objective) = (new RandomStream(6), new CosineDecay(1e-2, 1e-4, steps), new Elbo(64));
    for (var step = 0; step < steps; step++)
    {
        using var scope = NewDisposeScope();
        cool(Math.Min(1, 0.05 + 1.25 * step / steps));
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate.At(step);
        optimizer.zero_grad();
        objective.Evaluate(model, TargetDensity.Rows(1), random).Surrogate.neg().backward();
        optimizer.step();
    }
}

// A minibatch shares its mixing draws, so that its rows are not independent: the error is that of 20 minibatches with draws of their own.
static (double Mean, double Error) Bound(TargetDensity<SemiImplicit<StandardNormal>> model)
{
    var random = new RandomStream(2);
    var means = Enumerable.Range(0, 20).Select(_ =>
    {
        using var scope = NewDisposeScope();
        return (double)new Elbo(1).Evaluate(model, TargetDensity.Rows(1000), random).PerDatum!.mean().item<float>();
    }).ToArray();
    var mean = means.Average();
    return (mean, Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length * (means.Length - 1))));
}

double GradientNoise(double width)
{
    var kernel = new NormalKernel(2, width);
    var mixing = new NoiseMixing(new InjectedMlp(0, [20], [2], Activation.Tanh, new RandomStream(7)), 2, new RandomStream(8));
    using var model = new TargetDensity<SemiImplicit<Pushforward>>(targets[0].Log, new SemiImplicitPrior<Pushforward>(mixing, kernel), new MixingSamples(20));
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

// By the trapezoidal rule.
static double Quadrature(Func<Tensor, Tensor> log)
{
    const double step = 0.05;
    var axis = arange(-10, 10 + step / 2, step, dtype: ScalarType.Float64);
    var points = stack(meshgrid([axis, axis]).Select(t => t.flatten()).ToArray(), -1);
    return log(points).logsumexp(0).item<double>() + 2 * Math.Log(step);
}

static Tensor Normal(Tensor value, double mean, double scale) => ((value - mean) / scale).square().mul(-0.5) - Math.Log(scale);

static Tensor Correlated(Tensor z, double correlation)
{
    var (a, b) = (z.select(-1, 0), z.select(-1, 1));
    return (a.square() + b.square() - 2 * correlation * a * b).mul(-0.5 / (1 - correlation * correlation));
}
