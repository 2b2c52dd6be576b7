using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Composition;

/// <summary>Classifiers by sparse variational dropout: trained as runs, resumed, pruned and exported.</summary>
public sealed class ClassifierTests : IDisposable
{
    private const int Classes = 3, Side = 16, Train = 70, Test = 40;

    private readonly TempFolder folder = new();
    private readonly string data;

    public ClassifierTests()
    {
        data = Path.GetDirectoryName(Write("train", Train, seed: 1))!;
        Write("t10k", Test, seed: 2);
    }

    public static TheoryData<ClassifierNetwork, bool> Kinds => new(
        from network in Enum.GetValues<ClassifierNetwork>() from sparse in (bool[])[true, false] select (network, sparse));

    [Theory, MemberData(nameof(Kinds))]
    public void AResumedRun_IsTheUndisturbedOne(ClassifierNetwork network, bool sparse)
    {
        var settings = Settings(new ClassifierSettings { Network = network, Sparse = sparse });
        var whole = new RunFolder(folder["whole"]);
        var record = new Experiment(settings, whole).Train();
        var parts = new RunFolder(folder["parts"]);
        new Experiment(settings with { Steps = 5 }, parts).Train();
        var resumed = Experiment.Resume(parts, s => s with { Steps = null }).Train();
        Assert.Equal(File.ReadAllBytes(whole.Weights), File.ReadAllBytes(parts.Weights));
        Assert.Equal(record.Outcome!.Classification!.Error, resumed.Outcome!.Classification!.Error);
        Assert.Equal(sparse, record.Outcome.Classification.Pruned is not null);
        // The patterns differ in where they are bright.
        if (!sparse) Assert.InRange(record.Outcome.Classification.Error, 0, 0.3);

        Assert.Equal(settings.Classifier, whole.ReadRecord().Settings.Classifier);
        Assert.DoesNotContain("\"model\"", File.ReadAllText(whole.Record), StringComparison.Ordinal);
        Assert.Contains("active_weights", File.ReadLines(whole.Metrics).First(), StringComparison.Ordinal);
        Report.Write(folder["report.html"], [whole]);
        Assert.Contains("Test error", File.ReadAllText(folder["report.html"]), StringComparison.Ordinal);
        Assert.Contains("the run of a classifier", Assert.Throws<DataException>(() => TrainedModel.Load(whole.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClassifierNetwork.FullyConnected)]
    [InlineData(ClassifierNetwork.Convolutional)]
    public void APrunedNetwork_IsThatOfTheWeightsWhoseNoiseIsSmall_DenseAndSparse(ClassifierNetwork network)
    {
        const double threshold = -1;
        var run = new RunFolder(folder["run"]);
        new Experiment(Settings(new ClassifierSettings { Network = network, Threshold = threshold }), run).Train();
        var pruning = Pruning.Of(run, folder["pruned.safetensors"]);
        Assert.Equal([folder["pruned.safetensors"], folder["pruned.sparse.safetensors"]], pruning.Files);

        using var scope = NewDisposeScope();
        var (trained, dense, sparse) = (SafeTensors.Load(run.Weights), SafeTensors.Load(pruning.Files[0]), SafeTensors.Load(pruning.Files[1]));
        long all = 0, left = 0;
        foreach (var layer in pruning.Test.Pruned!.Layers)
        {
            var (mean, spread) = (trained[$"network.{layer.Name}.weights.mean"], trained[$"network.{layer.Name}.weights.logScale"]);
            var stays = spread.exp().square() <= Math.Exp(threshold) * mean.square();
            Close.AssertAll(mean * stays, dense[$"{layer.Name}.weight"].reshape(mean.shape), 0);
            Close.AssertAll(trained[$"network.{layer.Name}.bias"], dense[$"{layer.Name}.bias"], 0);
            using var parts = new SparseWeights(sparse[$"{layer.Name}.weight.shape"].data<long>().ToArray(), sparse[$"{layer.Name}.weight.index"], sparse[$"{layer.Name}.weight.values"]);
            Close.AssertAll(mean * stays, parts.ToDense(), 0);
            Assert.Equal((mean.NumberOfElements, stays.sum().item<long>()), (layer.Weights, layer.Kept));
            (all, left) = (all + layer.Weights, left + layer.Kept);
        }
        Assert.InRange(left, 1, all - 1);
        Assert.Equal((double)all / left, pruning.Test.Pruned.Compression, 1e-12);
        if (network == ClassifierNetwork.FullyConnected) Assert.Equal(Error(dense), pruning.Test.Pruned.Error, 1e-12);
        Assert.Equal(pruning.Test.Pruned.Error, run.ReadRecord().Outcome!.Classification!.Pruned!.Error);
    }

    [Theory]
    [InlineData(ClassifierNetwork.FullyConnected)]
    [InlineData(ClassifierNetwork.Convolutional)]
    public void APrunedNetwork_ReadBack_PredictsTheSame(ClassifierNetwork network)
    {
        var run = new RunFolder(folder["run"]);
        new Experiment(Settings(new ClassifierSettings { Network = network }) with { Steps = 3 }, run).Train();
        using var scope = NewDisposeScope();
        using var classifier = TrainedClassifier.Load(run.Path);
        using var pruned = classifier.Prune(-1)!;
        pruned.Save(folder["pruned.safetensors"]);
        using var read = PrunedClassifier.Load(folder["pruned.safetensors"]);
        var rows = rand(7, Side * Side);
        Assert.Equal(pruned.Predict(rows).bytes.ToArray(), read.Predict(rows).bytes.ToArray());
        Assert.Equal((-1, pruned.Compression), (read.Threshold, read.Compression));
        Assert.Equal(pruned.Layers, read.Layers);
        foreach (var (name, weights) in pruned.Sparse) Close.AssertAll(weights.ToDense(), read.Sparse[name].ToDense(), 0);

        foreach (var (file, sentence) in ((string, string)[])[
            ("pruned.sparse.safetensors", "another model's"), ("run/model.safetensors", "no pruned classifier")])
            Assert.Contains(sentence, Assert.Throws<DataException>(() => PrunedClassifier.Load(folder[file])).Message, StringComparison.Ordinal);
    }

    /// <summary>KL weight 0 until epoch 5 and 1 from 20 on; learning rate flat until 100 and nothing at 200; log σ² moves by the learning rate at the first step, as θ does.</summary>
    [Fact]
    public void TheProtocol_IsThePublishedOne()
    {
        // Everything stands at a share of the epochs, which are 200 as published, or fewer.
        var fifth = Effort.Draws(5, 1);
        var settings = Settings(new()) with { Epochs = 40 * fifth, Batch = Recipes.Find("lenet-svd").Defaults.Batch };
        Assert.Equal((100, -10.0, 8.0, 3.0), (settings.Batch, settings.Classifier!.InitialLogVariance, settings.Classifier.AlphaLimit, settings.Classifier.Threshold));
        var run = new RunFolder(folder["run"]);
        new Experiment(settings, run).Train();
        var metrics = File.ReadAllLines(run.Metrics).Select(line => line.Split(',')).ToArray();
        var (kl, rate) = (Array.IndexOf(metrics[0], "kl_weight"), Array.IndexOf(metrics[0], "learning_rate"));
        // β after so many epochs, the rate of the epoch that follows them: there is one batch an epoch.
        foreach (var (epoch, weight) in (ReadOnlySpan<(int, double)>)
            [(1, 0), (fifth, 0), (2 * fifth, 1.0 / 3), (4 * fifth, 1), (40 * fifth, 1)])
            Assert.Equal(weight, double.Parse(metrics[epoch][kl], CultureInfo.InvariantCulture), 1e-12);
        foreach (var (epoch, expected) in (ReadOnlySpan<(int, double)>)
            [(0, 1e-3), (20 * fifth, 1e-3), (30 * fifth, 0.5e-3), (40 * fifth - 1, 5e-5 / fifth)])
            Assert.Equal(expected, double.Parse(metrics[epoch + 1][rate], CultureInfo.InvariantCulture), 1e-12);

        using var scope = NewDisposeScope();
        var (start, moved) = (AfterOneStep("start", 1e-12), AfterOneStep("moved", 1e-3));
        Close.AssertAll(full_like(start["network.fc1.weights.logScale"], -5), start["network.fc1.weights.logScale"], 1e-6);
        foreach (var (name, expected) in (ReadOnlySpan<(string, double)>)[("network.fc2.weights.logScale", 0.5e-3), ("network.fc2.weights.mean", 1e-3), ("network.fc2.bias", 1e-3)])
            Assert.Equal(expected, (moved[name] - start[name]).abs().max().item<float>(), 2e-6);

        IReadOnlyDictionary<string, Tensor> AfterOneStep(string name, double learningRate)
        {
            new Experiment(settings with { LearningRate = learningRate, Steps = 1 }, new RunFolder(folder[name])).Train();
            return SafeTensors.Load(new RunFolder(folder[name]).Weights);
        }
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("warm-up share: expected 0 to 1, got 2.", Assert.Throws<ArgumentException>(() => new ClassifierSettings { WarmUpShare = 2 }.Validate()).Message, StringComparison.Ordinal);
        Assert.StartsWith("LeNet-5: expected images with sides of at least 16", Assert.Throws<ArgumentException>(() => LeNet.Convolutional(new ImageShape(1, 15, 20), 2, new RandomStream(1))).Message, StringComparison.Ordinal);
        var unlabelled = Settings(new()) with { Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)) };
        Assert.Contains("a classifier learns labels", Assert.Throws<ArgumentException>(() => new Experiment(unlabelled, new RunFolder(folder["none"])).Train()).Message, StringComparison.Ordinal);
        Assert.Contains("a classifier is not composed", Assert.Throws<ArgumentException>(() => Recipes.Compose(unlabelled, new DataDescription([4]), new RandomStream(1))).Message, StringComparison.Ordinal);
        var dense = new RunFolder(folder["dense"]);
        new Experiment(Settings(new ClassifierSettings { Sparse = false }) with { Steps = 1 }, dense).Train();
        Assert.Contains("a dense classifier, whose weights have no noise", Assert.Throws<DataException>(() => Pruning.Of(dense, folder["pruned.safetensors"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    // The network of a dense file, by hand.
    private double Error(IReadOnlyDictionary<string, Tensor> dense)
    {
        using var rows = TensorData.From(ImageSource.Load(data).Test);
        var h = rows.Slice(0, Test).Value;
        foreach (var layer in (string[])["fc1", "fc2"]) h = (h.Product(dense[$"{layer}.weight"].t()) + dense[$"{layer}.bias"]).relu();
        return h.Product(dense["fc3.weight"].t()).add(dense["fc3.bias"]).argmax(1).ne(rows.Labels!).sum().item<long>() / (double)Test;
    }

    private RunSettings Settings(ClassifierSettings classifier) => Recipes.Find("lenet-svd").Defaults with { Classifier = classifier, Data = data, Epochs = 3, Batch = 16, Device = "cpu" };

    // A bright column of its own for every class, in noise.
    private string Write(string part, int rows, int seed)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, rows).Select(_ => (byte)random.Next(Classes)).ToArray();
        var pixels = labels.SelectMany(label => Enumerable.Range(0, Side * Side).Select(i => (byte)(random.Next(60) + (i % Side / 5 == label ? 190 : 0)))).ToArray();
        folder.Write($"set/{part}-labels-idx1-ubyte", Samples.Idx(8, [rows], labels));
        return folder.Write($"set/{part}-images-idx3-ubyte", Samples.Idx(8, [rows, Side, Side], pixels));
    }
}
