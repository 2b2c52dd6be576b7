// How well does a model fill in what is missing? Tables of the UCI collection with half their cells removed at random.
//   dotnet run -c Release --project examples/MissingValues -- DATA [--sets yacht,concrete,…] [--seeds 3] [--steps 6000] [--smoke]
// DATA holds a folder for every set, each with data.txt: rows of numbers. Errors are root mean squares over the removed
// cells, in deviations of their columns; "inside" is the share of removed cells within the middle 90 % of 100 draws.
using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || args[0].StartsWith('-'))
    throw new ArgumentException("name the data folder that holds yacht, concrete and wine-quality-red.");
var smoke = args.Contains("--smoke");
var sets = Word("--sets", "yacht,concrete,wine-quality-red").Split(',');
var (seeds, steps) = (int.Parse(Word("--seeds", smoke ? "1" : "3")), int.Parse(Word("--steps", smoke ? "200" : "6000")));
const double Removed = 0.5;
const int Weights = 20;
ProcessTuning.Apply();

Console.WriteLine("| set | rows, columns | column means | regression, chained | MIWAE | inside 90 % | log p(x_obs) >= |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var set in sets)
{
    var results = Enumerable.Range(1, seeds).Select(seed => Compare(set, seed)).ToArray();
    string Of(Func<Result, double> part)
    {
        var values = results.Select(part).ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, seeds - 1) / seeds);
        return $"{mean:F3} ± {error:F3}";
    }
    Console.WriteLine(
        $"| {set} | {results[0].Rows}, {results[0].Columns} | {Of(r => r.Means)} | {Of(r => r.Chained)} | {Of(r => r.Model)} "
        + $"| {Of(r => r.Inside)} | {Of(r => r.Bound)} |");
    if (!smoke && results.Average(r => r.Model) >= results.Average(r => r.Means))
        throw new InvalidOperationException($"{set}: the model fills in no better than the columns' means.");
}

Result Compare(string set, int seed)
{
    using var scope = NewDisposeScope();
    var random = new RandomStream(seed);
    var table = Table(set);
    var holes = random.Split("holes").Uniform(table.shape) < Removed;
    var seen = (~holes).to_type(ScalarType.Float32);
    var count = seen.sum([0L], keepdim: true);
    var center = (table * seen).sum([0L], keepdim: true) / count;
    var spread = ((table - center).square() * seen).sum([0L], keepdim: true).div(count).sqrt();
    var truth = (table - center) / spread; // by what is observed alone
    double Error(Tensor filled) => Math.Sqrt((filled - truth).square().masked_select(holes).mean().item<float>());

    var means = where(holes, zeros_like(truth), truth);
    var chained = Chained(means, holes);

    using var data = new TensorData(where(holes, full_like(truth, float.NaN), truth));
    var (columns, latent) = (truth.shape[1], Math.Min(8, truth.shape[1] - 1));
    var weights = random.Split("weights");
    var prior = new Unconditional<StandardNormal>(new StandardNormal(latent));
    var below = new Mlp(2 * columns, [128, 128], Activation.Tanh, weights);
    var encoder = new NormalEncoder(new ZeroFilled(below), 128, latent, weights);
    var above = new Mlp(latent, [128, 128], Activation.Tanh, weights);
    var decoder = new ObservedDecoder(
        new NormalDecoder(above, 128, columns, Spread.Conditional, weights, minimumScale: 0.05));
    using var model = LatentVariableModel.Of(prior, encoder, decoder);
    using var optimizer = optim.Adam(model.parameters(), lr: 1e-3);
    var objective = new ImportanceWeighted(Weights);
    var phase = new Phase("bound", optimizer, step => objective.Evaluate(model, step.Batch, step.Random));
    var batches = new DataLoader(data, (int)Math.Min(64, data.Count));
    using var trainer = new Trainer(
        model, [phase], batches, random.Split("training"), new TrainingPlan { Epochs = steps, MaximumSteps = steps });
    trainer.Run();

    var imputation = new Imputation(model, decoder);
    var filled = imputation.Mean(data, smoke ? 50 : 2000, random.Split("mean"));
    var draws = imputation.Draws(data, 100, smoke ? 50 : 2000, random.Split("draws")).sort(0).Values;
    var within = ((truth >= draws[4]) & (truth <= draws[95])).masked_select(holes);
    var bound = new BoundEvaluation(model).Evaluate(data, smoke ? 50 : 2000, random.Split("evaluation"));
    return new(
        data.Count, columns, Error(means), Error(chained), Error(filled),
        within.to_type(ScalarType.Float32).mean().item<float>(), bound.LogLikelihood.Value);
}

// Every column by ridge regression on the others as they are filled in so far, again and again.
static Tensor Chained(Tensor start, Tensor holes)
{
    var (filled, columns) = (start.clone(), start.shape[1]);
    for (var round = 0; round < 10; round++)
    {
        for (var column = 0L; column < columns; column++)
        {
            var others = cat([filled.narrow(1, 0, column), filled.narrow(1, column + 1, columns - column - 1), ones(filled.shape[0], 1)], 1);
            var hole = holes.select(1, column);
            var rows = (~hole).nonzero().squeeze(1);
            var (x, y) = (others.index_select(0, rows), filled.select(1, column).index_select(0, rows));
            var gram = x.t().Product(x) + eye(columns);
            var fit = linalg.solve(gram, x.t().Product(y.unsqueeze(1)));
            filled.select(1, column).copy_(where(hole, others.Product(fit).squeeze(1), filled.select(1, column)));
        }
    }
    return filled;
}

Tensor Table(string set)
{
    var path = Path.Combine(args[0], set, "data.txt");
    var rows = File.ReadLines(path).Where(line => line.Trim().Length > 0)
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(float.Parse).ToArray()).ToArray();
    return tensor(rows.SelectMany(row => row).ToArray()).reshape(rows.Length, -1);
}

string Word(string name, string otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;

internal sealed record Result(
    long Rows, long Columns, double Means, double Chained, double Model, double Inside, double Bound);
