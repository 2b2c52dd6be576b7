// The noise of four ways to sample a Bayesian network's weights, and their time (Kingma+ 2015, table 1): is drawing the outputs worth it?
//   dotnet run -c Release --project examples/LocalReparameterization -- --out runs/local-reparameterization
// A network 784-300-100-10 is trained on MNIST for an epoch; then the gradient of the mean log-likelihood of 1000 training rows is drawn again and again, each way.
// The rows stay the same, so that what varies is the weights' noise alone. --smoke takes few rows and draws.
using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
var (objects, steps, draws) = (smoke ? 60 : 1000, smoke ? 5 : 600, int.Parse(Word("--draws", smoke ? "3" : "100")));
ProcessTuning.Apply();

using var data = TensorData.From(ImageSource.Load(Word("--data", "mnist")).Train);
var random = new RandomStream(1);
var layers = new BayesianLayerSettings { Prior = new GaussianPrior(1), InitialScale = 0.05 };
using var model = new BayesianNetwork(BayesianConversion.ToBayesian(LeNet.FullyConnected(data.Dimension, 10, random.Split("weights")), random.Split("noise"), layers), PredictiveKind.Classes);
var elbo = new Elbo();
using var optimizer = new OnePassAdam(model.parameters());
new Trainer(model, [new Phase("elbo", optimizer, step => elbo.Evaluate(model, step.Batch, step.Random))], new DataLoader(data, 100), random, new TrainingPlan { MaximumSteps = steps }).Run();

// A weight matrix for every row takes a hundred thousand times the memory of a row: few rows at a time, whose gradients add up.
var results = new (string Name, WeightEvaluation Way, int RowsAtOnce, int Draws)[]
{
    ("local reparameterization", WeightEvaluation.LocalReparameterization, objects, draws),
    ("a sample for every row", WeightEvaluation.SampleEach, 50, Math.Max(3, draws / 10)),
    ("Flipout", WeightEvaluation.Flipout, objects, draws),
    ("one sample for all rows", WeightEvaluation.SharedSample, objects, draws),
}.Select(Measure).ToArray();

var text = new StringWriter();
text.WriteLine($"A Bayesian network 784-300-100-10 after {steps} steps on MNIST: the gradient of the mean log-likelihood of {objects} rows with respect to the weights' means.");
text.WriteLine("Variance of one draw, averaged over the weights of the layer; milliseconds for all rows, forward and backward.");
text.WriteLine();
text.WriteLine("| weights | variance, bottom layer | over LRT | variance, top layer | over LRT | ms a gradient | over LRT | draws |");
text.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (var r in results)
    text.WriteLine($"| {r.Name} | {r.Bottom:0.00e+0} | {r.Bottom / results[0].Bottom:F1} | {r.Top:0.00e+0} | {r.Top / results[0].Top:F1} | {r.Milliseconds:F1} | {r.Milliseconds / results[0].Milliseconds:F1} | {r.Draws} |");
Console.WriteLine(text);
if (Word("--out", "") is { Length: > 0 } place)
{
    Directory.CreateDirectory(place);
    File.WriteAllText(Path.Combine(place, "table.md"), text.ToString());
}

// The claims: the less of the noise is shared by the rows, the less of it there is; and weights for every row cost the most by far.
var (local, each, _, shared) = (results[0], results[1], results[2], results[3]);
if (!smoke && !(local.Bottom < each.Bottom && each.Bottom < shared.Bottom && local.Top < each.Top && each.Top < shared.Top))
    throw new InvalidOperationException("the order of variances is not LRT < a sample for every row < one sample for all.");
if (!smoke && each.Milliseconds < local.Milliseconds)
    throw new InvalidOperationException("a sample for every row took less time than local reparameterization.");

Result Measure((string Name, WeightEvaluation Way, int RowsAtOnce, int Draws) way)
{
    model.Evaluate(way.Way);
    var (bottom, top) = (new Spread(model.Layers[0].Weights.Mean), new Spread(model.Layers[^1].Weights.Mean));
    Draw(way.RowsAtOnce); // once without the clock
    var (clock, drawn) = (new Stopwatch(), 0);
    for (; drawn < way.Draws; drawn++)
    {
        clock.Start();
        Draw(way.RowsAtOnce);
        clock.Stop();
        bottom.Add();
        top.Add();
    }
    return new Result(way.Name, bottom.Variance(), top.Variance(), clock.Elapsed.TotalMilliseconds / drawn, drawn);
}

void Draw(int rowsAtOnce)
{
    model.zero_grad();
    for (var start = 0; start < objects; start += rowsAtOnce)
    {
        using var scope = torch.NewDisposeScope();
        var batch = data.Slice(start, Math.Min(rowsAtOnce, objects - start));
        var logits = model.Outputs(batch.Value, 1);
        torch.nn.functional.log_softmax(logits, -1).gather(-1, batch.Label!.reshape(1, -1, 1)).sum().div(objects).backward();
    }
}

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

internal sealed record Result(string Name, double Bottom, double Top, double Milliseconds, int Draws);

/// <summary>Sums of a parameter's gradients and of their squares.</summary>
internal sealed class Spread(TorchSharp.Modules.Parameter parameter)
{
    private readonly torch.Tensor sum = torch.zeros(parameter.shape, dtype: torch.ScalarType.Float64), squares = torch.zeros(parameter.shape, dtype: torch.ScalarType.Float64);
    private int count;

    public void Add()
    {
        using var scope = torch.NewDisposeScope();
        var gradient = parameter.grad!.to_type(torch.ScalarType.Float64);
        sum.add_(gradient);
        squares.add_(gradient.square());
        count++;
    }

    public double Variance()
    {
        using var scope = torch.NewDisposeScope();
        return ((squares - sum.square() / count) / (count - 1)).mean().item<double>();
    }
}
