using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Formats;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using Sequential = TorchSharp.Modules.Sequential;

namespace GenerativeVI;

/// <summary>A classifier of images, with posteriors over its weights or without: to predict, to judge and to prune.</summary>
public sealed class TrainedClassifier : IDisposable
{
    private readonly Sequential network;
    private readonly BayesianNetwork? posterior;
    private readonly long[]? image;
    private readonly PrunedClassifier.Form form;

    /// <summary>A classifier with its first weights.</summary>
    /// <param name="settings">What it is.</param>
    /// <param name="data">The shape and the classes of its data.</param>
    /// <param name="random">The stream of the first weights and of the noise.</param>
    internal TrainedClassifier(ClassifierSettings settings, DataDescription data, RandomStream random)
    {
        var isConvolutional = settings.Network == ClassifierNetwork.Convolutional;
        var shape = isConvolutional ? Bodies.Image(data) : default;
        image = isConvolutional ? [shape.Channels, shape.Height, shape.Width] : null;
        form = new(settings.Network, isConvolutional ? image! : [data.Dimension], data.Classes);
        network = Network(form, random);
        Classes = data.Classes;
        if (!settings.Sparse) return;
        var layers = new BayesianLayerSettings { Prior = new LogUniformPrior(settings.AlphaLimit), InitialScale = Math.Exp(settings.InitialLogVariance / 2) };
        var start = network;
        network = BayesianConversion.ToBayesian(start, random.Split("noise"), layers);
        foreach (var replaced in start.children().Except(network.children())) replaced.Dispose(); // the others went over
        posterior = new BayesianNetwork(network, PredictiveKind.Classes, eventShape: image);
    }

    /// <summary>C, the classes.</summary>
    public int Classes { get; }

    /// <summary>Everything that is trained and saved.</summary>
    internal nn.Module Module => (nn.Module?)posterior ?? network;

    /// <summary>Reads the classifier of a run folder.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The folder is not a run's, or not one of a classifier, or its files are damaged.</exception>
    public static TrainedClassifier Load(string run, Device? device = null)
    {
        var folder = new RunFolder(run);
        var record = folder.ReadRecord();
        var settings = record.Settings.Classifier ?? throw new DataException($"{folder.Path}: the run of a {record.Settings.Method}, not of a classifier; load it as a TrainedModel.");
        folder.RequireWeights();
        var classifier = new TrainedClassifier(settings, record.Data.Description, new RandomStream(0, device ?? CPU));
        try
        {
            Weights.Load(classifier.Module, folder.Weights);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
        return classifier;
    }

    /// <summary>The probabilities of the classes, with the weights at their means.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <returns>[B, C].</returns>
    public Tensor Predict(Tensor values)
    {
        using var _ = no_grad();
        posterior?.Evaluate(WeightEvaluation.Mean);
        try
        {
            return nn.functional.softmax(Logits(network, values, image), -1);
        }
        finally
        {
            posterior?.Evaluate(WeightEvaluation.LocalReparameterization);
        }
    }

    /// <summary>How good it is on labelled rows, with the weights at their means.</summary>
    /// <param name="data">The rows, with labels.</param>
    /// <exception cref="ArgumentException">They have no labels.</exception>
    public ClassificationScores Judge(TensorData data) => Judge(Predict, data);

    /// <summary>The network of the means, with the weights cut that their noise drowns; null where they have no posterior.</summary>
    /// <param name="threshold">The greatest log α = log σ² − log θ² that stays; 3 is the published one.</param>
    public PrunedClassifier? Prune(double threshold)
    {
        if (posterior is null) return null;
        var sparse = Layers().ToDictionary(layer => layer.Name, layer => BayesianConversion.Sparse(layer.Layer, threshold));
        return new PrunedClassifier(BayesianConversion.ToDeterministic(network, threshold), threshold, CountActive(threshold), sparse, form);
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => Module.Dispose();

    /// <summary>The weights that stay, layer by layer.</summary>
    internal IReadOnlyList<PrunedLayer> CountActive(double threshold)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return [.. Layers().Select(layer => new PrunedLayer(
            layer.Name, layer.Layer.Weights.Mean.NumberOfElements, BayesianConversion.Stays(layer.Layer.Weights, threshold).sum().item<long>()))];
    }

    /// <summary>E_q log p(t|x, W) − β KL/N of a batch; without posteriors log p(t|x), and no KL.</summary>
    internal Bound Bound(Batch batch, double klWeight, RandomStream random)
    {
        if (posterior is not null) return new Elbo(KlWeight: klWeight).Evaluate(posterior, batch, random);
        var logits = Logits(network, batch.Value, image);
        var logLikelihood = nn.functional.log_softmax(logits, -1).gather(-1, batch.Label!.unsqueeze(-1)).squeeze(-1);
        var none = zeros_like(logLikelihood).detach().unsqueeze(0);
        var terms = new LogTerms(new Draw(logits.unsqueeze(0)), logLikelihood.unsqueeze(0), new RatioEstimate(none, none), new Standing(Guarantee.Exact, Weighting.Shared));
        return new Bound(logLikelihood.detach(), logLikelihood.mean(), Guarantee.Exact, terms);
    }

    /// <summary>The network of a form with its first weights.</summary>
    internal static Sequential Network(PrunedClassifier.Form form, RandomStream random) => form.Image is [var channels, var height, var width]
        ? LeNet.Convolutional(new(channels, height, width), form.Classes, random)
        : LeNet.FullyConnected(form.Shape[0], form.Classes, random);

    internal static Tensor Logits(Sequential network, Tensor values, long[]? image) => network.call(image is null ? values : values.reshape([values.shape[0], .. image]));

    internal static ClassificationScores Judge(Func<Tensor, Tensor> predict, TensorData data)
    {
        const long atOnce = 1000;
        if (data.Labels is not { } labels) throw new ArgumentException("data: expected rows with labels.", nameof(data));
        using var scope = NewDisposeScope();
        var blocks = new List<Tensor>();
        for (long start = 0; start < data.Count; start += atOnce)
        {
            using var block = NewDisposeScope();
            blocks.Add(predict(data.Slice(start, atOnce).Value).MoveToOuterDisposeScope());
        }
        return ClassificationScores.Of(cat(blocks), labels);
    }

    private IEnumerable<(string Name, IBayesianLayer Layer)> Layers() =>
        network.named_children().Where(child => child.module is IBayesianLayer).Select(child => (child.name, (IBayesianLayer)child.module));
}
