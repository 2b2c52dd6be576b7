// Which posterior knows what it does not know? Bayesian logistic regression on the waveform data (Yin & Zhou 2018, section 5.3): 22 weights whose posterior is correlated, so that mean field is too sure of
// each. Every family is compared with a long Hamiltonian Monte Carlo run of our own and with 250 published draws: posterior means, standard deviations and pairwise correlations.
//   dotnet run --project examples/BayesianLogisticRegression -c Release -- --data DATA [--smoke] [--methods NAME,NAME] [--out FOLDER]
// DATA holds sivi_blr/csv. Interrupted, the same command goes on at the method it was in: what is done lies in FOLDER. Writes FOLDER/table.md and FOLDER/posteriors.png.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ProcessTuning.Apply(threads: 1);
var smoke = args.Contains("--smoke");
var place = Word("--out", "bayesian-logistic-regression");
var data = Word("--data", Environment.GetEnvironmentVariable("GENERATIVEVI_DATA") ?? "data");
Directory.CreateDirectory(place);

var (x, y, fresh, truth) = (Read("X_train"), Read("y_train").squeeze(-1).to_type(int64), Read("X_test"), Read("y_test").squeeze(-1).to_type(int64));
var published = Read("BetaMCMC").t(); // [250, D]
using var regression = new LogisticRegression(x, y, precision: 0.01);
var dimension = regression.Dimension;

// The protocol of Yin & Zhou: 50 draws a step, 5000 steps, the step size 0.01 · 0.9^(i/100); for SIVI a 100-200-100 network on 20-dimensional noise, a shared full covariance, and K = 100.
var protocol = new TargetSettings { Samples = 50, Steps = smoke ? 100 : 5000, LearningRate = 0.01, Decay = 0.9, Activation = Activation.Relu, ReportedMixing = smoke ? 50 : 1000 };
(string Name, TargetSettings Settings)[] all =
[
    // A mean moves by at most the step size a step: these two would stop on the way.
    ("mean field", protocol with { Posterior = TargetPosterior.Normal, LearningRate = 0.05 }),
    ("full covariance", protocol with { Posterior = TargetPosterior.Full, LearningRate = 0.05 }),
    ("RealNVP", protocol with { Posterior = TargetPosterior.Flow, Flow = new FlowSettings(FlowKind.RealNvp, 6) }),
    ("SIVI", protocol with { Posterior = TargetPosterior.Sivi, Hidden = [100, 200, 100], Noise = 20, Mixing = 100 }),
    ("IWHVI", protocol with { Posterior = TargetPosterior.Iwhvi, Hidden = [60, 60], Mixing = 10 }),
    // Its chains are no match for a posterior that moves by more a step: at 0.01 it runs away.
    ("UIVI", protocol with { Posterior = TargetPosterior.Uivi, Hidden = [60, 60], LearningRate = 3e-3 }),
    ("AR-DAE", protocol with { Posterior = TargetPosterior.Ardae, Hidden = [60, 60], Noise = 44 }),
];
var methods = all.Where(method => Word("--methods", string.Join(',', all.Select(m => m.Name))).Split(',').Contains(method.Name)).ToArray();

var chains = Chains();
var reference = chains.flatten(0, 1);
var diagnostics = ChainDiagnostics.Of(chains);
Console.WriteLine($"Hamiltonian Monte Carlo: {chains.shape[1]} chains of {chains.shape[0]} moves, R̂ at most {diagnostics.Max(d => d.Disagreement):F4}, at least {diagnostics.Min(d => d.EffectiveDraws):F0} effective draws");
if (!smoke && (diagnostics.Max(d => d.Disagreement) > 1.01 || diagnostics.Min(d => d.EffectiveDraws) < 2000)) throw new InvalidOperationException("the reference has not converged.");

var results = new List<Result>();
foreach (var (name, settings) in methods) results.Add(Of(name, settings));

var (exact, given) = (Moments.Of(reference), Moments.Of(published));
var table = Table();
Console.WriteLine($"\n{table}");
File.WriteAllText(Path.Combine(place, "table.md"), table);
Figure.Save(Path.Combine(place, "posteriors.png"), exact, [given, .. results.Select(result => Moments.Of(result.Draws))]);
Console.WriteLine($"columns of posteriors.png: published draws, {string.Join(", ", results.Select(r => r.Name))}; above: standard deviations, below: correlations, those of Hamiltonian Monte Carlo to the right.");

// The claim.
if (!smoke && results.Find(r => r.Name == "SIVI") is { } sivi && results.Find(r => r.Name == "mean field") is { } field)
{
    foreach (var to in new[] { exact, given })
    {
        var (semi, mean) = (Moments.Of(sivi.Draws).From(to).Scale, Moments.Of(field.Draws).From(to).Scale);
        if (semi > mean / 2) throw new InvalidOperationException($"the standard deviations of SIVI are off by {semi:F4} on average, more than half of mean field's {mean:F4}.");
    }
}

// [moves, chains, D]: started far apart, the step size found in a pilot that is thrown away.
Tensor Chains()
{
    var file = Path.Combine(place, "hmc.npy");
    if (!File.Exists(file))
    {
        var (random, sampler) = (new RandomStream(11), new HamiltonianMonteCarlo(w => [regression.LogDensity(w)], leapfrogs: 15));
        var (moves, pilot, step) = (smoke ? 60 : 2500, smoke ? 40 : 500, 0.02);
        var point = sampler.At(random.Split("start").Normal([16, dimension], float64));
        var kept = new List<Tensor>();
        for (var move = 0; move < pilot + moves; move++)
        {
            var (next, acceptance) = sampler.Move(point, [1], step, random);
            if (move < pilot) step *= Math.Exp(0.1 * (acceptance - 0.8));
            else kept.Add(next.Value.clone());
            point = next;
        }
        NpyWriter.Write(file, stack(kept));
    }
    return Load(file);
}

Result Of(string name, TargetSettings settings)
{
    var (draws, numbers) = (Path.Combine(place, $"{name}.npy"), Path.Combine(place, $"{name}.csv"));
    if (!File.Exists(numbers))
    {
        var clock = Stopwatch.StartNew();
        using var fitted = TargetFit.Run(regression.LogDensity, dimension, settings);
        using var scope = NewDisposeScope();
        NpyWriter.Write(draws, fitted.Draw(smoke ? 500 : 20_000, new RandomStream(3)));
        var seconds = clock.Elapsed.TotalSeconds;
        var bound = fitted.Bound(smoke ? 100 : 2000, new RandomStream(2));
        AtomicFile.WriteText(numbers, $"{bound?.Value:R},{bound?.StandardError:R},{bound?.Kind},{seconds:R}");
        Console.WriteLine($"{name}: {(bound is null ? "no bound" : $"log p(y|X) >= {bound.Value:F3} ± {bound.StandardError:F3} nats")}, {seconds:F0} s");
    }
    return new Result(name, Load(draws), File.ReadAllText(numbers).Split(','));
}

string Table()
{
    var text = new StringWriter();
    text.WriteLine($"Waveform, {x.shape[0]} rows, {dimension} weights, prior precision {regression.Precision}. Mean absolute errors of posterior means, standard deviations and pairwise correlations, against our Hamiltonian");
    text.WriteLine($"Monte Carlo ({reference.shape[0]} draws) / against {published.shape[0]} published draws. Bounds on log p(y|X) in nats; held-out: mean log predictive density of {fresh.shape[0]} rows.");
    text.WriteLine();
    text.WriteLine("| posterior | means | standard deviations | correlations | log p(y|X) | held-out | s |");
    text.WriteLine("|---|---|---|---|---|---|---|");
    Row("Hamiltonian Monte Carlo", reference, "", "");
    Row("published draws", published, "", "");
    foreach (var result in results) Row(result.Name, result.Draws, result.Bound, result.Seconds);
    return text.ToString();

    void Row(string name, Tensor draws, string bound, string seconds)
    {
        var own = Moments.Of(draws);
        var (first, second) = (own.From(exact), own.From(given));
        var scores = ClassificationScores.Of(LogisticRegression.PredictProbability(draws.narrow(0, 0, Math.Min(2000, draws.shape[0])), fresh), truth);
        text.WriteLine($"| {name} | {first.Mean:F4} / {second.Mean:F4} | {first.Scale:F4} / {second.Scale:F4} | {first.Correlation:F4} / {second.Correlation:F4} | {bound} | {-scores.NegativeLogLikelihood:F4} | {seconds} |");
    }
}

Tensor Read(string name)
{
    var values = CsvReader.Read(Path.Combine(data, "sivi_blr", "csv", $"waveform_{name}.csv.gz")).Values;
    return tensor(MemoryMarshal.Cast<byte, float>(values.Bytes).ToArray()).reshape(values.Shape).to_type(float64);
}

static Tensor Load(string file)
{
    var values = NpyReader.Read(file);
    return tensor(MemoryMarshal.Cast<byte, double>(values.Bytes).ToArray()).reshape(values.Shape);
}

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

internal sealed record Result(string Name, Tensor Draws, string[] Numbers)
{
    public string Bound => Numbers[0].Length == 0 ? "none" : $">= {double.Parse(Numbers[0]):F3} ± {double.Parse(Numbers[1]):F3} ({Numbers[2]})";

    public string Seconds => $"{double.Parse(Numbers[3]):F0}";
}
