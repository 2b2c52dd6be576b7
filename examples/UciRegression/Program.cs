// Five regressions of the UCI collection on published splits of 90/10: what is each posterior over the weights of a network of 50 hidden units worth?
//   dotnet run -c Release --project examples/UciRegression -- DATA [--splits 5] [--steps 6000] [--only SET,…] [--out runs/uci-regression]
// DATA holds bostonHousing, concrete, energy, wine-quality-red and yacht, each with data.txt and index_train_N.txt, index_test_N.txt of 20 splits. Stopped, the same command goes on with the fits that
// are missing; --splits 20 adds to what is there; --smoke takes a few steps on one split. All errors and log-likelihoods are in the targets' own units.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
if (args.Length == 0 || args[0].StartsWith('-')) throw new ArgumentException("name the data folder that holds bostonHousing and the others.");
var (splits, steps, place) = (Number("--splits", smoke ? 1 : 5), Number("--steps", smoke ? 20 : 6000), Word("--out", "runs/uci-regression"));
const int Batch = 64;
double[] scales = smoke ? [2.5] : [1, 2.5, 5];
ProcessTuning.Apply();

// Published beside them: kernel implicit variational inference, 1 x 50 ReLU, 20 splits (Shi, Sun & Zhu 2018).
(string Folder, string Title, int Target, double Published)[] sets =
[
    ("yacht", "Yacht", 7, 0.737), ("bostonHousing", "Boston", 14, 2.80), ("energy", "Energy", 9, 0.467), ("concrete", "Concrete", 9, 4.70), ("wine-quality-red", "Wine", 12, 0.629),
];
if (Word("--only", "") is { Length: > 0 } only) sets = [.. sets.Where(set => only.Split(',').Contains(set.Folder))];
(string Title, TableSettings? Settings)[] methods =
[
    ("linear regression", null),
    ("relevance vectors", new() { Method = TableMethod.Rvm, Candidates = smoke ? 50 : 250 }),
    ("normal layers, LRT", Of(WeightPosterior.Layers)),
    ("full covariance", Of(WeightPosterior.FullCovariance)),
    ("HVM", Of(WeightPosterior.Hvm)),
    ("SIVI", Of(WeightPosterior.Sivi)),
    ("KIVI", Of(WeightPosterior.Kivi)),
];

// Split by split, so that a table of all sets is there early.
for (var split = 0; split < splits; split++)
{
    foreach (var set in sets)
    {
        var scale = Scale(set.Folder, set.Target, split);
        foreach (var (title, settings) in methods) Fit(set.Folder, set.Target, split, title, settings is null ? null : settings with { PriorScale = scale });
    }
    var table = Table(split + 1);
    Console.WriteLine($"\n{table}");
    AtomicFile.WriteText(Path.Combine(place, "table.md"), table);
}

// The claim: where the truth is not linear, every network and machine is better than a straight line. Wine's is nearly one.
if (!smoke)
{
    foreach (var set in sets.Where(set => set.Folder != "wine-quality-red"))
    {
        var linear = Read(set.Folder, methods[0].Title, splits).Average(result => result.Rmse);
        foreach (var (title, _) in methods.Skip(1))
        {
            var rmse = Read(set.Folder, title, splits).Average(result => result.Rmse);
            if (rmse > linear) throw new InvalidOperationException($"{set.Title}, {title}: an RMSE of {rmse:G4} is above {linear:G4} of a linear regression.");
        }
    }
}

TableSettings Of(WeightPosterior posterior) => new() { Method = TableMethod.Bnn, Classes = false, Posterior = posterior, Batch = Batch, Samples = smoke ? 20 : 500 };

void Fit(string folder, int target, int split, string title, TableSettings? settings)
{
    var file = FileOf(folder, title, split);
    if (File.Exists(file)) return;
    var clock = Stopwatch.StartNew();
    var (train, test) = Rows(folder, split);
    var scores = settings is null
        ? Linear(train, test, $"{target}")
        : Trained(train, test, target, split, settings);
    var result = new Result(scores.RootMeanSquare, scores.NegativeLogLikelihood, scores.Coverage[0.9], clock.Elapsed.TotalSeconds);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    AtomicFile.WriteText(file, JsonSerializer.Serialize(result));
    Console.WriteLine($"{folder}, split {split}, {title}: RMSE {result.Rmse:G4}, NLL {result.Nll:F3} nats, {result.Seconds:F1} s");
}

RegressionScores Trained(Table train, Table test, int target, int split, TableSettings settings) =>
    TableFit.Run(train, test, $"{target}", settings with { Classes = false, Seed = split + 1, Epochs = Math.Max(1, (int)Math.Round(steps / Math.Ceiling((double)train.Rows.Count / Batch))) }).Regression!;

(Table Train, Table Test) Rows(string folder, int split)
{
    var whole = TableReader.Read(Path.Combine(args[0], folder, "data.txt"));
    Table Part(string name) => whole.Take(TableReader.ReadIndex(Path.Combine(args[0], folder, $"index_{name}_{split}.txt")));
    return (Part("train"), Part("test"));
}

// The scale under which held-out training rows are likeliest; no test row has a say.
double Scale(string folder, int target, int split)
{
    var file = FileOf(folder, "prior scale", split);
    if (!File.Exists(file))
    {
        var (train, _) = Rows(folder, split);
        var (kept, held) = (train.Take([.. Enumerable.Range(0, train.Rows.Count).Where(row => row % 5 > 0)]), train.Take([.. Enumerable.Range(0, train.Rows.Count).Where(row => row % 5 == 0)]));
        var best = scales.Length == 1 ? scales[0] : scales.MinBy(scale => Trained(kept, held, target, split, Of(WeightPosterior.Layers) with { PriorScale = scale }).NegativeLogLikelihood);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.WriteText(file, JsonSerializer.Serialize(best));
        Console.WriteLine($"{folder}, split {split}: prior scale {best}");
    }
    return JsonSerializer.Deserialize<double>(File.ReadAllText(file));
}

// Least squares with the residuals' variance.
static RegressionScores Linear(Table train, Table test, string target)
{
    using var scope = torch.NewDisposeScope();
    var encoding = TableEncoding.Fit(train, target, classes: false);
    using var rows = encoding.Apply(train);
    using var fresh = encoding.Apply(test);
    torch.Tensor WithOnes(torch.Tensor x) => torch.cat([x, torch.ones(x.shape[0], 1, dtype: torch.float64)], 1);
    var x = WithOnes(rows.Inputs);
    // A little ridge, for inputs that are sums of others.
    var weights = torch.linalg.solve(x.t().Product(x) + 1e-6 * torch.eye(x.shape[1], dtype: torch.float64), x.t().Product(rows.Targets!.unsqueeze(-1)));
    var variance = (x.Product(weights).squeeze(-1) - rows.Targets).square().sum() / (x.shape[0] - x.shape[1]);
    var scores = RegressionScores.Of(WithOnes(fresh.Inputs).Product(weights).squeeze(-1), variance.expand(fresh.Inputs.shape[0]), fresh.Targets!);
    return scores with { RootMeanSquare = scores.RootMeanSquare * encoding.TargetScale, NegativeLogLikelihood = scores.NegativeLogLikelihood + Math.Log(encoding.TargetScale) };
}

string Table(int count)
{
    var text = new StringWriter();
    text.WriteLine($"1 x 50 ReLU, {count} of 20 splits; networks: {steps} steps of Adam at batch {Batch}, 500 draws to predict. RMSE and NLL in nats of test rows in the targets' units, ± one standard error over splits.");
    foreach (var (measure, of) in new (string, Func<Result, double>)[] { ("RMSE", r => r.Rmse), ("NLL", r => r.Nll), ("share of test rows in 90 % intervals", r => r.Coverage), ("seconds a fit", r => r.Seconds) })
    {
        text.WriteLine();
        text.WriteLine($"| {measure} | {string.Join(" | ", sets.Select(set => set.Title))} |");
        text.WriteLine($"|---|{string.Concat(sets.Select(_ => "---|"))}");
        foreach (var (title, _) in methods) text.WriteLine($"| {title} | {string.Join(" | ", sets.Select(set => Cell([.. Read(set.Folder, title, count).Select(of)])))} |");
        if (measure == "RMSE") text.WriteLine($"| published KIVI, 20 splits | {string.Join(" | ", sets.Select(set => $"{set.Published}"))} |");
    }
    return text.ToString();
}

static string Cell(double[] values)
{
    var mean = values.Average();
    var error = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, values.Length - 1) / values.Length);
    var digits = Math.Abs(mean) >= 10 ? "F1" : mean is > -1 and < 1 ? "F3" : "F2";
    return values.Length == 1 ? mean.ToString(digits) : $"{mean.ToString(digits)} ± {error.ToString(digits)}";
}

Result[] Read(string folder, string title, int count) =>
    [.. Enumerable.Range(0, count).Select(split => JsonSerializer.Deserialize<Result>(File.ReadAllText(FileOf(folder, title, split)))!)];

// The steps are part of the name: fits of another length are other fits.
string FileOf(string folder, string title, int split) => Path.Combine(place, folder, $"{title.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}-{steps}-{split}.json");

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

int Number(string name, int otherwise) => int.Parse(Word(name, $"{otherwise}"));

internal sealed record Result(double Rmse, double Nll, double Coverage, double Seconds);
