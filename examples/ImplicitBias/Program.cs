// How wrong are implicit methods, where the truth is known? Adversarial VB, plain and with adaptive contrast, kernel regression (KIVI) and denoising autoencoders (AR-DAE) on Gaussians in two
// dimensions, as what each has more of when it is given more: the width of its network, or its draws n.
//   Pairs: the bias of KL(q‖p), and of the score, for a q near p = N(0, I) and for one far from it.
//   A posterior: q = N(m, diag s²) learned through each ratio to the exact posterior of a linear model; how far its deviations end from the true ones.
//   dotnet run --project examples/ImplicitBias -c Release [-- --smoke] [--out FILE]
using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ProcessTuning.Apply(threads: 1);
var smoke = args.Contains("--smoke");
var file = Array.IndexOf(args, "--out") is var at and >= 0 ? args[at + 1] : "implicit-bias.html";
const int dimension = 2;
var steps = smoke ? 20 : 2000;
int[] widths = smoke ? [2, 8] : [1, 2, 4, 8, 16, 32, 64], counts = smoke ? [8, 16] : [10, 20, 50, 100, 200, 500, 1000];
var prior = new StandardNormal(dimension);
(string Name, Normal Q)[] pairs = [("near, N(0.5, 0.8²)", Gaussian(0.5, 0.8)), ("far, N(2, 0.3²)", Gaussian(2, 0.3))];
var charts = new List<Markup>();

foreach (var (name, q) in pairs)
{
    var kl = KullbackLeibler.Between(q, prior).item<float>();
    Console.WriteLine($"q {name}: KL(q‖p) = {kl:F3} nats");
    charts.Add(Chart($"Bias of KL(q‖p), q {name}", $"nats, of {kl:F2}", "log₂ of the width or of n",
        Over(widths, "adversarial VB", width => KlOf(Fitted(Classifier(width, 0), q), q) - kl),
        Over(widths, "adversarial VB, adaptive contrast", width => KlOf(Fitted(Classifier(width, 500), q), q) - kl),
        Over(counts, "KIVI", n => Enumerable.Range(0, smoke ? 1 : 20).Average(i => KlOf(new KernelRatio<StandardNormal, Normal>(n), q, n, i)) - kl),
        Over(counts, "KIVI, adaptive contrast", n => Enumerable.Range(0, smoke ? 1 : 20).Average(i => KlOf(new KernelRatio<StandardNormal, Normal>(n, contrast: 500), q, n, i)) - kl)));
    charts.Add(Chart($"Error of the score, q {name}", "root mean square over that of the score", "log₂ of the width",
        Over(widths, "AR-DAE", width => ScoreError(Fitted(Denoiser(width, q.Scale[0, 0].item<float>() / 4), q), q))));
}

// z ~ N(0, I) and y = z + noise of σ = 0.5, y = (1, −0.5): the posterior is N(y/1.25, 0.2).
var (observed, noise) = (tensor(new[] { 1f, -0.5f }), 0.5);
var deviation = Math.Sqrt(1 / (1 + 1 / (noise * noise)));
Console.WriteLine($"posterior of standard deviation {deviation:F4}");
charts.Add(Chart("Error of a learned posterior's standard deviation", "relative, root mean square over the dimensions", "log₂ of the width or of n",
    Over(widths, "adversarial VB", width => Learned(Classifier(width, 0))),
    Over(widths, "adversarial VB, adaptive contrast", width => Learned(Classifier(width, 100))),
    Over(counts.Where(n => n <= 200), "KIVI", n => Learned(new KernelRatio<StandardNormal, Normal>(n), n)),
    Over(widths, "AR-DAE", width => Learned(Denoiser(width, 0.1)))));

var legend = Markup.Of($"<p>Two dimensions; networks of one hidden layer of tanh units, {steps} steps of 256 draws. None of these numbers is a bound: they are what these methods report.</p>");
AtomicFile.WriteText(file, Page.Write("The bias of implicit methods on Gaussians", Markup.Of($"<h1>The bias of implicit methods on Gaussians</h1>{legend}<div class=\"columns\">{Markup.Join(charts, chart => chart)}</div>")));
Console.WriteLine($"written: {file}");

Normal Gaussian(double mean, double scale) => Normal.FromLogScale(full(1, dimension, mean, dtype: ScalarType.Float32), full(1, dimension, Math.Log(scale), dtype: ScalarType.Float32));

Critic Network(int inputs, int outputs, int width) =>
    new(new InjectedMlp(0, [width], [inputs], Activation.Tanh, new RandomStream(1)), outputs, new RandomStream(2));

ClassifierRatio<StandardNormal, Normal> Classifier(int width, int contrast) => new(Network(dimension, 1, width), contrast);

DenoisingRatio<StandardNormal, Normal> Denoiser(int width, double blur) => new(Network(dimension + 1, dimension, width), blur);

// The network of a ratio, trained on draws of a q that stays.
T Fitted<T>(T ratio, Normal q)
    where T : nn.Module, ITrainedRatio<StandardNormal, Normal>
{
    using var optimizer = new OnePassAdam(ratio.parameters());
    var (random, rate) = (new RandomStream(3), new CosineDecay(1e-2, 1e-4, steps));
    for (var step = 0; step < steps; step++) Improve(ratio, optimizer, q, rate.At(step), random);
    return ratio;
}

void Improve<T>(T ratio, OnePassAdam optimizer, Normal q, double rate, RandomStream random)
    where T : nn.Module, ITrainedRatio<StandardNormal, Normal>
{
    using var scope = NewDisposeScope();
    foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    optimizer.zero_grad();
    ratio.Fit(prior, q, q.Sample(random.Split("draw"), 256), random.Split("fit")).mean().neg().backward();
    optimizer.step();
}

double KlOf(ILogRatio<StandardNormal, Normal> ratio, Normal q, int draws = 4000, long seed = 4)
{
    using var scope = NewDisposeScope();
    using var _ = no_grad();
    var random = new RandomStream(seed);
    return -ratio.Estimate(prior, q, q.Sample(random.Split("draw"), draws), random.Split("ratio")).Value!.mean().item<float>();
}

double ScoreError(DenoisingRatio<StandardNormal, Normal> ratio, Normal q)
{
    using var scope = NewDisposeScope();
    var z = q.Sample(new RandomStream(5), 4000).Value;
    var exact = (q.Mean - z) / q.Scale.square();
    return ((ratio.Score(z, null) - exact).square().mean() / exact.square().mean()).sqrt().item<float>();
}

// A posterior's own parameters by E log p(y|z) + the ratio, and between two steps of it five of the ratio's network, where it has one.
double Learned(ILogRatio<StandardNormal, Normal> ratio, int draws = 64)
{
    var (mean, logScale) = (new TorchSharp.Modules.Parameter(zeros(1, dimension)), new TorchSharp.Modules.Parameter(zeros(1, dimension)));
    using var optimizer = new OnePassAdam([mean, logScale]);
    var network = ratio is nn.Module module ? new OnePassAdam(module.parameters()) : null;
    var (random, rate) = (new RandomStream(6), new CosineDecay(2e-2, 1e-4, steps));
    var average = new List<double[]>();
    for (var step = 0; step < steps; step++)
    {
        using var scope = NewDisposeScope();
        var q = Normal.FromLogScale(mean, logScale);
        for (var i = 0; i < 5 && network is not null; i++)
        {
            if (ratio is ClassifierRatio<StandardNormal, Normal> classifier) Improve(classifier, network, q, rate.At(step), random.Split("network"));
            if (ratio is DenoisingRatio<StandardNormal, Normal> denoiser) Improve(denoiser, network, q, rate.At(step), random.Split("network"));
        }
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate.At(step);
        optimizer.zero_grad();
        var draw = q.Sample(random.Split("draw"), draws);
        var likelihood = ((draw.Value - observed) / noise).square().sum(-1).mul(-0.5);
        (likelihood + ratio.Estimate(prior, q, draw, random.Split("ratio")).Surrogate).mean().neg().backward();
        optimizer.step();
        if (step >= steps * 9 / 10) average.Add([.. logScale.detach().exp().data<float>().Select(scale => (double)scale)]);
    }
    network?.Dispose();
    return Math.Sqrt(Enumerable.Range(0, dimension).Average(d => Math.Pow(average.Average(scales => scales[d]) / deviation - 1, 2)));
}

static Curve Over(IEnumerable<int> capacities, string name, Func<int, double> measure)
{
    var points = capacities.Select(capacity => (Capacity: capacity, Value: measure(capacity))).ToArray();
    Console.WriteLine($"  {name}: {string.Join(", ", points.Select(point => $"{point.Value:F3} at {point.Capacity}"))}");
    return new Curve(name, [.. points.Select(point => (Math.Log2(point.Capacity), point.Value))]);
}

static Markup Chart(string title, string unit, string across, params Curve[] curves) => new LineChart(title, unit, curves, across).Draw();
