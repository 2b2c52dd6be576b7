// Sparse variational dropout on MNIST: how many weights do LeNet-300-100 and LeNet-5 need?
//   dotnet run -c Release --project examples/SparseLeNet -- --epochs 20,20 --out runs/sparse-lenet
// The first number of epochs is LeNet-300-100's, the second LeNet-5's; 200 is the published length, whose schedule shorter runs follow in proportion.
// Several lengths of a network show what they buy: --epochs 10:20:50,20. Stopped, the same command goes on where it was; --smoke takes a few steps of everything.
using System.Globalization;
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
var (place, source) = (Word("--out", "runs/sparse-lenet"), Word("--data", "mnist"));
var epochs = Word("--epochs", smoke ? "1,1" : "20,20").Split(',').Select(list => list.Split(':').Select(int.Parse).ToArray()).ToArray();
if (epochs.Length != 2) throw new ArgumentException("--epochs: expected the lengths of LeNet-300-100 and of LeNet-5, such as 50,20 or 10:20:50,20.");
ProcessTuning.Apply();

var rows = new List<Row>();
foreach (var (network, lengths) in Enum.GetValues<ClassifierNetwork>().Zip(epochs))
    foreach (var length in lengths.Order())
        foreach (var sparse in (bool[])[false, true])
            if (sparse || length == lengths.Max()) rows.Add(Train(network, length, sparse));

var table = Table();
Console.WriteLine($"\n{table}");
File.WriteAllText(Path.Combine(place, "table.md"), table);

// The claims: most weights go, and the error stays about what it is without any posterior.
foreach (var row in rows.Where(row => row.Test.Pruned is not null && !smoke))
{
    var dense = rows.Last(other => other.Network == row.Network && other.Test.Pruned is null);
    if (row.Test.Pruned!.Compression < 5) throw new InvalidOperationException($"{row.Name}, {row.Epochs} epochs: only {row.Test.Pruned.Compression:F1} times fewer weights.");
    if (row.Test.Pruned.Error > dense.Test.Error + 0.02) throw new InvalidOperationException($"{row.Name}, {row.Epochs} epochs: the pruned error {row.Test.Pruned.Error:P2} is far above the dense {dense.Test.Error:P2}.");
}

Row Train(ClassifierNetwork network, int length, bool sparse)
{
    var settings = Recipes.Find("lenet-svd").Defaults with
    {
        Classifier = new ClassifierSettings { Network = network, Sparse = sparse },
        Data = KnownData.Find(source) is null ? Path.GetFullPath(source) : source,
        Epochs = length,
        Steps = smoke ? 3 : null,
    };
    var name = $"{(network == ClassifierNetwork.FullyConnected ? "LeNet-300-100" : "LeNet-5")}{(sparse ? "" : ", dense")}";
    var folder = new RunFolder(Path.Combine(place, $"{(network == ClassifierNetwork.FullyConnected ? "300-100" : "5")}-{(sparse ? "sparse" : "dense")}-{length}"));
    var started = File.Exists(folder.Record);
    var record = started ? folder.ReadRecord() : null;
    if (record is not { Outcome.Finished: true })
    {
        var experiment = started ? Experiment.Resume(folder) : new Experiment(settings, folder);
        experiment.EpochFinished += epoch =>
            Console.WriteLine($"{name}: epoch {epoch.Epoch} of {length}, distortion {epoch.Distortion:F4} nats, weights left {epoch.ActiveUnits}, {epoch.RowsPerSecond:F0} images/s");
        record = experiment.Train();
    }
    return new Row(name, network, length, record.Outcome!.Classification!, record.Outcome.Seconds);
}

string Table()
{
    var text = new StringWriter();
    text.WriteLine("Sparse variational dropout on MNIST (Molchanov+ 2017): the published protocol, its times in proportion to the epochs; 200 epochs is its length.");
    text.WriteLine("Test error with the weights at their means; pruned: those with log α above 3 cut. Compression: all weights over those left, biases not counted.");
    text.WriteLine();
    text.WriteLine("| network | epochs | test error | pruned | compression | weights cut, layer by layer | minutes |");
    text.WriteLine("|---|---|---|---|---|---|---|");
    foreach (var row in rows)
    {
        var cut = row.Test.Pruned;
        var layers = cut is null ? "" : string.Join(", ", cut.Layers.Select(layer => $"{layer.Name} {layer.Sparsity:P1}"));
        text.WriteLine($"| {row.Name} | {row.Epochs} | {row.Test.Error:P2} | {cut?.Error:P2} | {(cut is null ? "1" : $"{cut.Compression:F0}")}× | {layers} | {row.Seconds / 60:F1} |");
    }
    text.WriteLine("| LeNet-300-100, published | 200 | | 1.92 % | 68× | | |");
    text.WriteLine("| LeNet-5, published | 200 | | 0.75 % | 280× | | |");
    return text.ToString();
}

string Word(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

internal sealed record Row(string Name, ClassifierNetwork Network, int Epochs, ClassifierOutcome Test, double Seconds);
