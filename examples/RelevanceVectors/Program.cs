// Relevance vector machines on the two data sets of Tipping (2001): how few vectors are enough, and how little the way of fitting matters.
//   dotnet run --project examples/RelevanceVectors -c Release -- DATA [DRAWS]
// DATA holds ripley_synth/synth.tr and synth.te; DRAWS is 20 unless given. Writes relevance-vectors.png: p(class 1), the training rows, and rings around the vectors.
using System.Diagnostics;
using System.Runtime.InteropServices;
using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using static TorchSharp.torch;

ProcessTuning.Apply();
if (args.Length == 0) throw new ArgumentException("name the data folder that holds ripley_synth.");
var draws = args.Length > 1 ? int.Parse(args[1]) : 20;
var (x, y) = Ripley("synth.tr");
var (fresh, truth) = Ripley("synth.te");

Console.WriteLine($"Ripley, RBF of width 0.5, MacKay's update. Tipping (2001): 9.3 % with 4 vectors, from 100 rows; the Bayes error is about 8 %.");
Console.WriteLine($"covariance  expectation              error on {draws} x 100 rows  vectors   on all 250  vectors  seconds a fit");
var worst = 0.0;
foreach (var covariance in (PosteriorCovariance[])[PosteriorCovariance.Full, PosteriorCovariance.Diagonal])
{
    foreach (var expectation in Enum.GetValues<LogisticExpectation>())
    {
        var settings = new RelevanceSettings { Kernel = new RbfKernel(0.5), Covariance = covariance, Expectation = expectation };
        var watch = Stopwatch.StartNew();
        var fits = Enumerable.Range(0, draws).Select(draw => Fit(settings, new RandomStream(draw).Permutation(250).narrow(0, 0, 100))).ToArray();
        var seconds = watch.Elapsed.TotalSeconds / draws;
        var (error, vectors) = Fit(settings, arange(250));
        var (mean, spread) = (fits.Average(f => f.Error), Spread(fits.Select(f => f.Error)));
        worst = Math.Max(worst, mean);
        Console.WriteLine($"{covariance,-11} {expectation,-24} {mean,8:P2} ± {spread:P2}       {fits.Average(f => f.Vectors),7:F1} {error,12:P1} {vectors,8} {seconds,14:F2}");
    }
}

using (var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = new RbfKernel(0.5) }))
{
    var rows = new RandomStream(0).Permutation(250).narrow(0, 0, 100);
    machine.Fit(x.index_select(0, rows), y.index_select(0, rows), new RandomStream(1));
    Picture.Save("relevance-vectors.png", machine, x.index_select(0, rows), y.index_select(0, rows));
}

Console.WriteLine();
Console.WriteLine("sinc on [-10, 10], 100 rows, RBF of width 3, all in units of 0.1. Tipping (2001), with a spline kernel: RMS 0.326 with 6.7 vectors; uniform noise 0.187 with 7.0.");
var grid = linspace(-10, 10, 1000, dtype: float64);
var rms = 0.0;
foreach (var uniform in (bool[])[false, true])
{
    var fits = Enumerable.Range(0, draws).Select(draw => Sinc(uniform, new RandomStream(draw))).ToArray();
    rms = Math.Max(rms, fits.Average(f => f.Rms));
    Console.WriteLine(
        $"{(uniform ? "uniform on ± 0.1" : "normal, 0.1"),-17} RMS {fits.Average(f => f.Rms):F3} ± {Spread(fits.Select(f => f.Rms)):F3}, {fits.Average(f => f.Vectors):F1} vectors, noise {fits.Average(f => f.Noise):F3}");
}

// The claims: near the Bayes error and the noise's floor, with few vectors, whichever way.
if (worst > 0.11) throw new InvalidOperationException($"a mean test error on Ripley's data is {worst:P1}, above 11 %.");
if (rms > 0.45) throw new InvalidOperationException($"the RMS on sinc is {rms:F3}, above 0.45.");

(double Error, double Vectors) Fit(RelevanceSettings settings, Tensor rows)
{
    using var machine = new RelevanceClassifier(settings);
    machine.Fit(x.index_select(0, rows), y.index_select(0, rows), new RandomStream(1));
    return (machine.Predict(fresh).ne(truth).to_type(float64).mean().item<double>(), machine.Vectors.Count);
}

(double Rms, double Vectors, double Noise) Sinc(bool uniform, RandomStream random)
{
    var at = random.Split("x").Uniform([100], float64) * 20 - 10;
    var noise = uniform ? random.Split("noise").Uniform([100], float64) * 0.2 - 0.1 : random.Split("noise").Normal([100], float64) * 0.1;
    using var machine = new RelevanceRegressor(new RelevanceSettings { Kernel = new RbfKernel(3) });
    machine.Fit(at.unsqueeze(-1), (at / Math.PI).sinc() + noise, random);
    var difference = machine.Predict(grid.unsqueeze(-1)) - (grid / Math.PI).sinc();
    return (10 * difference.square().mean().sqrt().item<double>(), machine.Vectors.Count, 10 * Math.Sqrt(machine.Noise));
}

static double Spread(IEnumerable<double> values)
{
    var all = values.ToArray();
    return Math.Sqrt(all.Sum(v => Math.Pow(v - all.Average(), 2)) / Math.Max(1, all.Length - 1) / all.Length);
}

(Tensor X, Tensor Y) Ripley(string name)
{
    var table = CsvReader.Read(Path.Combine(args[0], "ripley_synth", name)).Values;
    var values = tensor(MemoryMarshal.Cast<byte, float>(table.Bytes).ToArray()).reshape(table.Shape);
    return (values.narrow(1, 0, 2).to_type(float64), values.select(1, 2).to_type(int64));
}
