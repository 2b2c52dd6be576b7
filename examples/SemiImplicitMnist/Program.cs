// Explicit, semi-implicit and implicit methods on static MNIST: one architecture, one number of epochs, one table of certified lower bounds. Is the published order seen at this budget?
//   dotnet run -c Release --project examples/SemiImplicitMnist -- --epochs 10 --out runs/semi-implicit-mnist
// A short budget: compare the rows with each other, and never with a published table. Stopped, the same command goes on where it was; --smoke takes a few steps of everything, and
// --only vae,sivi,vamp takes some of the methods, the first of them what the others are compared with.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
var (epochs, samples, rows) = (Number("--epochs", smoke ? 1 : 10), Number("--samples", smoke ? 5 : 1000), Number("--rows", smoke ? 20 : 500));
// Fresh mixing draws of the evaluation: by the prior or the noise network for all draws of a row, by a reverse model for each.
var (judgedMixing, judgedReverse) = (Number("--judged-mixing", smoke ? 20 : 5000), Number("--judged-reverse", smoke ? 5 : 20));
// An implicit posterior's proposal may be poor: its model, and the VAE beside it, are judged by annealing from there as well, on some of the rows.
var (temperatures, annealedRows) = (Number("--temperatures", smoke ? 5 : 500), Number("--annealed-rows", smoke ? 5 : 100));
var (place, source) = (Word("--out", "runs/semi-implicit-mnist"), Word("--data", "binarized-mnist"));
ProcessTuning.Apply();

var usual = new RunSettings
{
    Data = KnownData.Find(source) is null ? Path.GetFullPath(source) : source,
    Binarization = Binarization.None, // the rows are bits already, drawn once and for all
    Model = new ModelSettings { Latent = 32, Networks = new() { Hidden = [200, 200], Activation = Activation.Tanh } },
    Epochs = epochs,
    Steps = smoke ? 3 : null,
    Batch = 100,
    LearningRate = 1e-3,
    Optimization = new() { Rate = RateShape.Exponential },
    Selection = new() { Rows = 0 },
    TestSamples = 1,
};
(string Title, string Name, RunSettings Settings)[] methods =
[
    ("VAE", "vae", Landing(Of("vae"))),
    ("VAE, KL in closed form", "vae-closed", Of("vae")),
    ("IWAE, K = 5, DReG", "iwae", Of("dreg")),
    ("HVM", "hvm", Landing(Posterior(Of("hvm"), m => m))),
    ("SIVI, K = 50", "sivi", Growing(Landing(Posterior(Of("sivi"), m => m with { Samples = 50 })))),
    ("IWHVI, K = 10", "iwhvi", Growing(Landing(Posterior(Of("iwhvi"), m => m with { Samples = 10 })))),
    ("DSIVI-prior, K = 1000", "dsivi-prior", Landing(Prior(Of("vae"), PriorFamily.SemiImplicit, 1000))),
    ("DSIVI-agg, K = 2000", "dsivi-agg", Landing(Prior(Of("dsivi-agg"), PriorFamily.Aggregate, 2000))),
    ("VampPrior, K = 500", "vamp", Landing(Of("vamp"))),
    ("AVB, adaptive contrast", "avb", Posterior(Of("avb"), m => m)),
    ("AR-DAE", "ardae", Posterior(Of("ardae"), m => m)),
];

var only = Word("--only", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
if (only.FirstOrDefault(name => methods.All(method => method.Name != name)) is { } unknown)
    throw new ArgumentException($"--only: {unknown} is not one of {string.Join(", ", methods.Select(method => method.Name))}.");
var results = new List<Result>();
foreach (var (title, name, settings) in methods)
{
    if (only.Length > 0 && !only.Contains(name)) continue;
    var folder = new RunFolder(Path.Combine(place, name));
    Train(title, settings, folder);
    results.Add(Judge(title, folder));
}

var table = Table(results);
Console.WriteLine($"\n{table}");
File.WriteAllText(Path.Combine(place, "table.md"), table);

// The claims: the bound of many draws is the tighter one, its certificate is finite, and no model is worse than pixels without any model.
foreach (var result in results)
{
    if (result.LogPx.Average() < result.Elbo - 1) throw new InvalidOperationException($"{result.Title}: log p(x) >= {result.LogPx.Average():F2} is below the ELBO, {result.Elbo:F2}.");
    if (!double.IsFinite(result.Limit)) throw new InvalidOperationException($"{result.Title}: its weights are not unbiased, and no limit is certain.");
    if (!smoke && result.LogPx.Average() < -28 * 28 * Math.Log(2)) throw new InvalidOperationException($"{result.Title}: {result.LogPx.Average():F2} nats are worse than fair coins.");
}

// One gradient for every ELBO: sticking the landing, with the KL at the draws. Without the score of q it is less noisy than a KL in closed form with the likelihood at draws.
static RunSettings Landing(RunSettings settings) => settings with { Objective = settings.Objective with { Kl = KlForm.Draws }, Gradient = new() { Kind = GradientKind.Stl } };

// K grows to its full number over the first half of a training.
RunSettings Growing(RunSettings settings) => settings with { Model = settings.Model with { Posterior = settings.Model.Posterior with { MixingGrowth = epochs / 2.0 } } };

// A method's own parts, at the common architecture.
RunSettings Of(string method)
{
    var own = Recipes.Find(method).Defaults;
    var prior = smoke ? own.Model.Prior with { Components = 20 } : own.Model.Prior; // no more pseudo-inputs than there are rows to begin at
    return usual with
    {
        Method = method,
        Model = own.Model with { Latent = usual.Model.Latent, Networks = usual.Model.Networks, Prior = prior },
        Objective = own.Objective,
        Gradient = own.Gradient, // an implicit posterior's log-ratio is the method's own, and its model is judged through a normal proposal
    };
}

// As much noise as there are latents.
RunSettings Posterior(RunSettings settings, Func<MixingSettings, MixingSettings> change)
{
    var posterior = settings.Model.Posterior;
    return settings with { Model = settings.Model with { Posterior = posterior with { Mixing = change(posterior.Mixing) with { Noise = usual.Model.Latent } } } };
}

RunSettings Prior(RunSettings settings, PriorFamily family, int mixing) =>
    settings with { Model = settings.Model with { Prior = new() { Family = family, Mixing = new() { Noise = usual.Model.Latent, Samples = smoke ? 20 : mixing } } } };

void Train(string title, RunSettings settings, RunFolder folder)
{
    var started = File.Exists(folder.Record);
    if (started && folder.ReadRecord() is { Outcome.Finished: true } done)
    {
        if (done.Settings.Epochs != epochs) throw new InvalidOperationException($"{folder.Path}: was trained for {done.Settings.Epochs} epochs, not {epochs}; choose another --out.");
        return;
    }
    var experiment = started ? Experiment.Resume(folder) : new Experiment(settings, folder);
    experiment.EpochFinished += epoch => Console.WriteLine($"{title}: epoch {epoch.Epoch} of {epochs}, bound {epoch.Bound:F2} nats ({epoch.Guarantee}), {epoch.RowsPerSecond:F0} images/s");
    experiment.Train();
}

// log p(x) >= log (1/S) Σ p(x, z)/q(z|x) of test rows at equal distances (they lie in the order of their digits), the same for all, kept in the run's folder.
Result Judge(string title, RunFolder folder)
{
    var record = folder.ReadRecord();
    var file = Path.Combine(folder.Path, $"log_px-{samples}-{rows}.json");
    if (!File.Exists(file))
    {
        var clock = Stopwatch.StartNew();
        using var scope = torch.NewDisposeScope();
        using var model = folder.LoadModel(record with { Settings = Judged(record.Settings) }, torch.CPU);
        using var test = TensorData.From(ImageSource.Load(record.Settings.Data!).Test);
        using var judged = new TensorData(test.Rows(torch.arange(rows) * (test.Count / rows)), eventShape: test.EventShape);
        var random = new RandomStream(1);
        var weights = model.EvaluateRows(judged, samples, random.Split("evaluation"));
        var units = model.CountActiveUnits(test, random.Split("active units"));
        using var few = new TensorData(judged.Rows(torch.arange(annealedRows) * (rows / annealedRows)), eventShape: test.EventShape);
        var isAnnealed = record.Settings.Model.Ratio.Kind == RatioKind.Known ? title == methods[0].Title : record.Settings.Model.Posterior.Family == PosteriorFamily.Implicit;
        var annealed = isAnnealed
            ? model.AnnealRows(few, new AnnealingSettings(Temperatures.Sigmoid(temperatures), Chains: 4, PilotRows: (int)Math.Min(32, few.Count)), random.Split("annealing"), fromPosterior: true).LogLikelihood
            : null;
        var limit = CertifiedBound.Of(title, weights).Limit;
        var found = new Result(title, weights.Bounds.Elbo.Value, weights.LogLikelihood, annealed, weights.Bounds.LogLikelihood.Kind, limit, weights.EffectiveSamples.Average(), units.Count, record.Outcome!.Seconds / epochs);
        File.WriteAllText(file, JsonSerializer.Serialize(found));
        Console.WriteLine($"{title}: log p(x) >= {found.LogPx.Average():F2} nats, judged in {clock.Elapsed.TotalSeconds:F0} s");
    }
    return JsonSerializer.Deserialize<Result>(File.ReadAllText(file))!;
}

// The same weights, and more mixing draws than a step of training could take.
RunSettings Judged(RunSettings settings)
{
    MixingSettings More(MixingSettings mixing) => mixing with { JudgedSamples = mixing.Bracket == BracketKind.Reverse ? judgedReverse : judgedMixing };
    var model = settings.Model;
    return settings with { Model = model with { Posterior = model.Posterior with { Mixing = More(model.Posterior.Mixing) }, Prior = model.Prior with { Mixing = More(model.Prior.Mixing) } } };
}

string Table(IReadOnlyList<Result> results)
{
    var text = new StringWriter();
    var first = results[0].LogPx;
    text.WriteLine($"Static MNIST, 784-200-200-32 tanh, noise of 32, batch 100, Adam at 1e-3 falling to 1e-4, {epochs} epochs each: a short budget, not a published protocol.");
    text.WriteLine($"log p(x): importance weights of S = {samples} draws on {first.Length} test rows at equal distances, ± one standard error, and the limit that holds for these rows with 95 % confidence.");
    text.WriteLine($"Semi-implicit sides are judged with {judgedMixing} mixing draws a row, or {judgedReverse} draws of the reverse model a draw of z, the aggregate posterior exactly, implicit posteriors through a normal one fitted beside them.");
    text.WriteLine($"Annealed: from that proposal, or the VAE's posterior, by {temperatures} temperatures and 4 chains, on {annealedRows} of the rows: a lower bound too; the weights of the same rows say beside it what the proposal hides.");
    text.WriteLine();
    text.WriteLine($"| method | log p(x) >= | kind | certain, 95 % | over {results[0].Title}, row by row | ELBO >= | annealed, and by weights | effective draws | active units | s an epoch |");
    text.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
    foreach (var result in results)
    {
        var (all, gain) = (Mean(result.LogPx), Mean([.. result.LogPx.Zip(first, (a, b) => a - b)]));
        var over = result == results[0] ? "" : $"{gain.Value:+0.00;-0.00} ± {gain.StandardError:F2}";
        var annealed = result.Annealed is { } chains ? $"{chains.Average():F2}, {result.LogPx.Where((_, row) => row % (rows / annealedRows) == 0).Take(annealedRows).Average():F2}" : "";
        text.WriteLine($"| {result.Title} | {all.Value:F2} ± {all.StandardError:F2} | {result.Kind} | {result.Limit:F2} | {over} | {result.Elbo:F2} | {annealed} | {result.Effective:F0} | {result.ActiveUnits} | {result.SecondsAnEpoch:F1} |");
    }
    return text.ToString();
}

static Estimate Mean(double[] values) => Estimate.Of(values, GenerativeVI.Ratios.Guarantee.Lower, 1);

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

int Number(string name, int otherwise) => int.Parse(Word(name, $"{otherwise}"));

internal sealed record Result(string Title, double Elbo, double[] LogPx, double[]? Annealed, string Kind, double Limit, double Effective, int ActiveUnits, double SecondsAnEpoch);
