// Nine methods on static MNIST: one architecture, one number of epochs, one table of lower bounds. Which of them are worth it at this budget?
//   dotnet run -c Release --project examples/StaticMnist -- --epochs 20 --out runs/static-mnist
// A short budget: compare the rows with each other, and never with a published table. Stopped, the same command goes on where it was; --smoke takes a few steps of everything.
using System.Diagnostics;
using System.Globalization;
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
var (epochs, samples, rows) = (Number("--epochs", smoke ? 1 : 20), Number("--samples", smoke ? 5 : 500), Number("--rows", smoke ? 20 : 1000));
var (place, source) = (Word("--out", "runs/static-mnist"), Word("--data", "binarized-mnist"));
var only = Word("--only", "").Split(',', StringSplitOptions.RemoveEmptyEntries); // such as vae,iaf: those alone, the first of them what the others are compared with
ProcessTuning.Apply();

// The architecture of the IWAE experiments (Burda+ 2016): 784-200-200-50 and back, tanh.
var usual = new RunSettings
{
    Data = KnownData.Find(source) is null ? Path.GetFullPath(source) : source,
    Binarization = Binarization.None, // the rows are bits already, drawn once and for all
    Model = new ModelSettings { Latent = 50, Networks = new() { Hidden = [200, 200], Activation = Activation.Tanh } },
    Epochs = epochs,
    Steps = smoke ? 3 : null,
    Batch = 100,
    LearningRate = 1e-3,
    Optimization = new() { Rate = RateShape.Exponential },
    Selection = new() { Rows = 0 },
    TestSamples = 1,
};
(string Title, RunSettings Settings)[] methods =
[
    ("VAE", Of("vae")),
    ("IWAE, K = 5", Of("iwae", samples: 5)),
    ("DReG, K = 5", Of("dreg", samples: 5)),
    ("planar flows", Of("planar")),
    ("IAF", Of("iaf")),
    ("Sylvester flows", Of("sylvester")),
    ("VampPrior", Of("vamp")),
    ("two levels", Of("hierarchical")),
    ("IWAE, K = 50", Of("iwae", samples: 50)),
];

var results = new List<Result>();
if (only.FirstOrDefault(name => methods.All(method => method.Settings.Method != name)) is { } unknown)
    throw new ArgumentException($"--only: {unknown} is not one of {string.Join(", ", methods.Select(method => method.Settings.Method))}.");
foreach (var (title, settings) in methods.Where(method => only is [] || only.Contains(method.Settings.Method)))
{
    var folder = new RunFolder(Path.Combine(place, $"{settings.Method}-{settings.Objective.Samples}"));
    Train(title, settings, folder);
    results.Add(Judge(title, folder));
}

var table = Table(results);
Console.WriteLine($"\n{table}");
File.WriteAllText(Path.Combine(place, "table.md"), table);

// The claims: the bound of many draws is the tighter one, and no model is worse than pixels without any model.
foreach (var result in results)
{
    if (result.LogPx.Average() < result.Elbo - 1) throw new InvalidOperationException($"{result.Title}: log p(x) >= {result.LogPx.Average():F2} is below the ELBO, {result.Elbo:F2}.");
    if (!smoke && result.LogPx.Average() < -28 * 28 * Math.Log(2)) throw new InvalidOperationException($"{result.Title}: {result.LogPx.Average():F2} nats are worse than fair coins.");
}

// A method's own parts, at the common architecture.
RunSettings Of(string method, int samples = 1)
{
    var own = Recipes.Find(method).Defaults;
    return usual with
    {
        Method = method,
        Model = own.Model with { Latent = usual.Model.Latent, Networks = usual.Model.Networks, Top = own.Model.Top > 0 ? usual.Model.Latent : 0, Prior = Fitting(own.Model.Prior) },
        Objective = own.Objective with { Samples = samples },
        Gradient = own.Gradient,
    };
}

// As many pseudo-inputs as there are rows to begin at, where the data are small.
PriorSettings Fitting(PriorSettings prior) => smoke ? prior with { Components = 20 } : prior;

void Train(string title, RunSettings settings, RunFolder folder)
{
    var started = File.Exists(folder.Record);
    if (started && folder.ReadRecord() is { Outcome.Finished: true } done)
    {
        if (done.Settings.Epochs != epochs) throw new InvalidOperationException($"{folder.Path}: was trained for {done.Settings.Epochs} epochs, not {epochs}; choose another --out.");
        return;
    }
    var experiment = started ? Experiment.Resume(folder) : new Experiment(settings, folder);
    experiment.EpochFinished += epoch => Console.WriteLine($"{title}: epoch {epoch.Epoch} of {epochs}, bound {epoch.Bound:F2} nats, {epoch.RowsPerSecond:F0} images/s");
    experiment.Train();
}

// log p(x) >= log (1/S) Σ p(x, z)/q(z|x) of test rows at equal distances (they lie in the order of their digits), the same for all, kept in the run's folder.
Result Judge(string title, RunFolder folder)
{
    var record = folder.ReadRecord();
    var file = Path.Combine(folder.Path, $"log_px-{samples}-{rows}.csv");
    if (!File.Exists(file))
    {
        var clock = Stopwatch.StartNew();
        using var scope = torch.NewDisposeScope();
        using var model = TrainedModel.Load(folder.Path);
        using var test = TensorData.From(ImageSource.Load(record.Settings.Data!).Test);
        using var judged = new TensorData(test.Rows(torch.arange(rows) * (test.Count / rows)), eventShape: test.EventShape);
        var random = new RandomStream(1);
        var logPx = model.LogLikelihood(judged.Values, samples, random.Split("evaluation")).data<double>().ToArray();
        var elbo = model.Evaluate(judged, smoke ? 2 : 20, random.Split("elbo")).Elbo.Value;
        var units = model.CountActiveUnits(test, random.Split("active units"));
        File.WriteAllLines(file, [$"{units.Count}", elbo.ToString("R"), .. logPx.Select(value => value.ToString("R"))]);
        Console.WriteLine($"{title}: log p(x) >= {logPx.Average():F2} nats, judged in {clock.Elapsed.TotalSeconds:F0} s");
    }
    var lines = File.ReadAllLines(file);
    return new Result(title, double.Parse(lines[1]), [.. lines.Skip(2).Select(double.Parse)], int.Parse(lines[0]), record.Outcome!.Seconds / epochs);
}

string Table(IReadOnlyList<Result> results)
{
    var text = new StringWriter();
    var first = results[0].LogPx;
    text.WriteLine($"Static MNIST, 784-200-200-50 tanh, batch 100, Adam at 1e-3 falling to 1e-4, {epochs} epochs each: a short budget, not a published protocol.");
    text.WriteLine($"log p(x): lower bounds in nats, importance weighted with S = {samples}, and ELBO, of {first.Length} test rows at equal distances; ± one standard error.");
    text.WriteLine();
    text.WriteLine("| method | log p(x) >= | over the first, row by row | ELBO >= | active units | s an epoch |");
    text.WriteLine("|---|---|---|---|---|---|");
    foreach (var result in results)
    {
        var (all, gain) = (Mean(result.LogPx), Mean([.. result.LogPx.Zip(first, (a, b) => a - b)]));
        var over = result == results[0] ? "" : $"{gain.Value:+0.00;-0.00} ± {gain.StandardError:F2}";
        text.WriteLine($"| {result.Title} | {all.Value:F2} ± {all.StandardError:F2} | {over} | {result.Elbo:F2} | {result.ActiveUnits} | {result.SecondsAnEpoch:F1} |");
    }
    return text.ToString();
}

static Estimate Mean(double[] values) => Estimate.Of(values, GenerativeVI.Ratios.Guarantee.Lower, 1);

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

int Number(string name, int otherwise) => int.Parse(Word(name, $"{otherwise}"));

internal sealed record Result(string Title, double Elbo, double[] LogPx, int ActiveUnits, double SecondsAnEpoch);
