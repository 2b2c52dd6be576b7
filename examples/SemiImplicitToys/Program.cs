// What can a semi-implicit posterior bend itself to? Four targets of the plane, each known but for its integral, each bracket on them, and the bound beside the integral by quadrature;
// then the price of a narrow kernel: as its σ goes to 0 the family becomes implicit, and either the gradient's noise grows without bound or the bracket's slack does.
// Methods that are not among the first five are fitted when they are named: aisivi, bsivi, sivi-sm, ksivi,
// ksivi-riesz, kpg, pvi, bam, gsm, laplace.
//   dotnet run --project examples/SemiImplicitToys -c Release [-- --smoke] [--toys NAME,NAME] [--methods NAME,NAME] [--out FILE]
using System.Globalization;
using GenerativeVI;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Reporting;
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
    ("uivi", new() { Posterior = TargetPosterior.Uivi, WarmUp = 0.5 }),
    ("aisivi", new() { Posterior = TargetPosterior.Aisivi, WarmUp = 0.5 }),
    ("bsivi", new() { Posterior = TargetPosterior.Bsivi, WarmUp = 0.5 }),
    ("sivi-sm", new() { Posterior = TargetPosterior.SiviSm, WarmUp = 0.5 }),
    ("ksivi", new() { Posterior = TargetPosterior.Ksivi, WarmUp = 0.5 }),
    ("ksivi-riesz", new() { Posterior = TargetPosterior.Ksivi, SteinKernel = SteinKernelKind.Riesz, WarmUp = 0.5 }),
    ("kpg", new() { Posterior = TargetPosterior.Kpg, WarmUp = 0.5 }),
    ("pvi", new() { Posterior = TargetPosterior.Pvi, WarmUp = 0.5 }),
    ("bam", new() { Posterior = TargetPosterior.Bam, Steps = 500 }),
    ("gsm", new() { Posterior = TargetPosterior.Gsm, Steps = 500 }),
    ("laplace", new() { Posterior = TargetPosterior.Laplace }),
];
const int usual = 5; // methods
var chosen = methods.Where(method =>
    Word("--methods", string.Join(',', methods.Take(usual).Select(m => m.Name))).Split(',').Contains(method.Name))
    .ToArray();
var panels = new List<(PlanarTarget, Tensor)>();
var failures = new List<string>();
foreach (var target in Word("--toys", "banana,ring,x-shape,multimodal").Split(',').Select(PlanarTarget.Named))
{
    var logZ = target.LogIntegral();
    foreach (var (name, settings) in chosen)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var fitted = TargetFit.Run(target.LogDensity, 2, smoke ? settings with { Steps = 60, ReportedMixing = 50 } : settings);
        var bound = fitted.Bound(smoke ? 1000 : 4000, new RandomStream(2))!;
        Console.WriteLine(
            $"{target.Name}, {name}: E log p̃ − log q >= {bound.Value:F3} ± {bound.StandardError:F3}, "
            + $"log Z = {logZ:F3}, {logZ - bound.Value:F3} nats below it; KL(p‖q) <= {Forward(target, logZ, fitted):F4} "
            + $"({clock.Elapsed.TotalSeconds:F0} s)");
        if (bound.Value > logZ + 3 * bound.StandardError) failures.Add($"{target.Name}, {name}: the bound {bound.Value:F3} is above log Z = {logZ:F3}");
        if (!smoke && settings.IsSemiImplicit && bound.Value < logZ - 0.1)
            failures.Add($"{target.Name}, {name}: the bound {bound.Value:F3} is more than 0.1 below log Z = {logZ:F3}");
        panels.Add((target, fitted.Draw(2000, new RandomStream(3))));
    }
}
Png.Write(file, TargetPicture.Of(panels, chosen.Length));

// The kernel's width, at one posterior whose density is known: z = Wψ + σu with ψ, u ~ N(0, I) and W = I. By how much the gradient in W varies, summed over its elements, and what a bracket gives away.
double[] widths = smoke ? [1, 0.01] : [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
int[] counts = [0, 20, 500];
var banana = PlanarTarget.Named("banana").LogDensity;
var score = Over("UIVI", "variance", width => GradientVariance(width, q => new ScoredTarget(banana, q, new UnbiasedScoreRatio<IDistribution>(5, 5, 0.4 * width))));
Curve[] brackets = [.. counts.Select(k => Over($"SIVI, K = {k}", "variance", width => GradientVariance(width, q => new TargetDensity<SemiImplicit<StandardNormal>>(banana, q, new MixingSamples(k)))))];
Curve[] slack = [.. counts.Select(k => Over($"SIVI, K = {k}", "nats given away", width => Slack(width, k)))];
var (narrow, wide) = (0, ^1); // curves begin at the least σ
if (score.Points[narrow].Y < 10 * score.Points[wide].Y) failures.Add("the unbiased score of a narrow kernel is expected to vary more");
if (slack[1].Points[narrow].Y < 10 * slack[1].Points[wide].Y) failures.Add("the bracket of a narrow kernel is expected to give more away");
Markup[] charts =
[
    new LineChart("Noise of the gradient", "log₁₀ of its variance, one draw", [.. brackets.Append(score).Select(curve => curve with { Points = [.. curve.Points.Select(point => (point.X, Math.Log10(point.Y)))] })], "log₁₀ σ").Draw(),
    new LineChart("What the bracket gives away", "nats", slack, "log₁₀ σ").Draw(),
];
var picture = Markup.Of($"<img style=\"max-width:100%\" alt=\"draws over the targets, a row each; {string.Join(", ", chosen.Select(method => method.Name))}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}\">");
var page = Path.ChangeExtension(file, ".html");
AtomicFile.WriteText(page, Page.Write("Semi-implicit posteriors of toys", Markup.Of($$"""
    <h1>Semi-implicit posteriors of toys</h1>
    <p>{{string.Join(", ", chosen.Select(method => method.Name))}}, from left to right.</p>{{picture}}
    <h2>The price of a narrow kernel</h2>
    <p>As σ → 0 the family becomes implicit. The unbiased score pays with a variance that grows like 1/σ²; a bracket of K draws stays quiet and pays with its tightness, −2 log σ nats in the plane.</p>
    <div class="columns">{{Markup.Join(charts, chart => chart)}}</div>
    """)));
Console.WriteLine($"written: {file}, {page}");
if (failures.Count > 0) throw new InvalidOperationException(string.Join("; ", failures));

// Σ p (log p − log q) over the midpoints of a grid, log q exact or from below, so that a semi-implicit q is nearer
// than it says.
double Forward(PlanarTarget target, double logZ, FittedTarget fitted)
{
    using var scope = NewDisposeScope();
    using var _ = no_grad();
    const int side = 200;
    var width = 2 * target.Extent / side;
    var axis = (arange(side, dtype: ScalarType.Float64) + 0.5) * width - target.Extent;
    var points = stack([axis.expand(side, side), axis.unsqueeze(-1).expand(side, side)], -1).reshape(-1, 2);
    var logP = target.LogDensity(points) - logZ;
    var seen = logP > logP.max() - 30;
    (points, logP) = (points[seen], logP[seen]);
    var logQ = fitted.LogDensity(points, smoke ? 200 : 20_000, new RandomStream(4))!;
    return ((logP - logQ) * logP.exp()).sum().item<double>() * width * width;
}

Curve Over(string name, string what, Func<double, double> measure)
{
    var points = widths.Order().Select(width => (Width: width, Value: measure(width))).ToArray();
    Console.WriteLine($"{name}: {what} {string.Join(", ", points.Reverse().Select(point => $"{point.Value:G3} at σ = {point.Width}"))}");
    return new Curve(name, [.. points.Select(point => (Math.Log10(point.Width), point.Value))]);
}

double GradientVariance(double width, Func<Unconditional<SemiImplicit<StandardNormal>>, ILatentModel> make)
{
    using var whole = NewDisposeScope();
    var slopes = eye(2, dtype: ScalarType.Float64).requires_grad_();
    var model = make(new(Mixed(slopes, width)));
    var gradients = Enumerable.Range(0, smoke ? 20 : 500).Select(i =>
    {
        using var scope = NewDisposeScope();
        var bound = new Elbo(1).Evaluate(model, TargetDensity.Rows(1), new RandomStream(100 + i));
        return autograd.grad([bound.Surrogate], [slopes])[0].flatten().data<double>().ToArray();
    }).ToArray();
    return Enumerable.Range(0, 4).Sum(j => Variance([.. gradients.Select(gradient => gradient[j])]));
}

double Slack(double width, int k)
{
    using var scope = NewDisposeScope();
    using var _ = no_grad();
    var (q, random) = (Mixed(eye(2, dtype: ScalarType.Float64), width), new RandomStream(9));
    var draw = q.Sample(random.Split("draw"), smoke ? 200 : 2000, 1);
    var known = Normal.FromLogScale(zeros(2, dtype: ScalarType.Float64), full(2, 0.5 * Math.Log(1 + width * width), dtype: ScalarType.Float64));
    return (new MixingSamples(k).Upper(q, draw, random) - known.LogDensity(draw.Value)).mean().item<double>();
}

static SemiImplicit<StandardNormal> Mixed(Tensor slopes, double width) =>
    new(new StandardNormal(2, ScalarType.Float64), psi => Normal.FromLogScale(psi.Product(slopes), full(2, Math.Log(width), dtype: ScalarType.Float64)));

static double Variance(double[] values)
{
    var mean = values.Average();
    return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
}

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;
