using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Networks;
using GenerativeVI.Training;
using Sequential = TorchSharp.Modules.Sequential;

namespace GenerativeVI;

/// <summary>A classifier with most of its weights cut: an ordinary network whose matrices hold zeros, and the same matrices by what is left of them.</summary>
public sealed class PrunedClassifier : IDisposable
{
    private readonly long[]? image;

    internal PrunedClassifier(Sequential network, double threshold, IReadOnlyList<PrunedLayer> layers, IReadOnlyDictionary<string, SparseWeights> sparse, long[]? image) =>
        (Network, Threshold, Layers, Sparse, this.image) = (network, threshold, layers, sparse, image);

    /// <summary>The network, from rows or, where it convolves, images to logits.</summary>
    public Sequential Network { get; }

    /// <summary>The greatest log α that stayed.</summary>
    public double Threshold { get; }

    /// <summary>The layers, in their order.</summary>
    public IReadOnlyList<PrunedLayer> Layers { get; }

    /// <summary>What is left of every layer's weights, by its name; kernels as matrices [O, C·kH·kW].</summary>
    public IReadOnlyDictionary<string, SparseWeights> Sparse { get; }

    /// <summary>All weights over those left, biases not counted; ∞ where none is.</summary>
    public double Compression => (double)Layers.Sum(layer => layer.Weights) / Layers.Sum(layer => layer.Kept);

    /// <summary>The probabilities of the classes.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <returns>[B, C].</returns>
    public Tensor Predict(Tensor values)
    {
        using var _ = no_grad();
        return nn.functional.softmax(TrainedClassifier.Logits(Network, values, image), -1);
    }

    /// <summary>How good it is on labelled rows.</summary>
    /// <param name="data">The rows, with labels.</param>
    /// <exception cref="ArgumentException">They have no labels.</exception>
    public ClassificationScores Judge(TensorData data) => TrainedClassifier.Judge(Predict, data);

    /// <summary>
    /// Writes two files: the network's own weights, zeros and all, under torch's names; and beside it, ending in ".sparse.safetensors", for every layer NAME the places "NAME.weight.index" (int64 [n, 2],
    /// row and column), "NAME.weight.values" [n] and "NAME.weight.shape" of its weights, and "NAME.bias".
    /// </summary>
    /// <param name="path">The first file; it ends in ".safetensors".</param>
    /// <returns>Both files.</returns>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string path)
    {
        const string ending = ".safetensors";
        if (!path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"{path}: a pruned network is written as {ending}; end the name so.", nameof(path));
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["threshold"] = Threshold.ToString("R", CultureInfo.InvariantCulture) };
        var (dense, apart) = (Network.state_dict(), $"{path[..^ending.Length]}.sparse{ending}");
        var parts = dense.Where(entry => entry.Key.EndsWith(".bias", StringComparison.Ordinal)).ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var (name, weights) in Sparse)
        {
            (parts[$"{name}.weight.index"], parts[$"{name}.weight.values"]) = (weights.Index, weights.Values);
            parts[$"{name}.weight.shape"] = tensor(weights.Shape);
        }
        SafeTensors.Save(path, dense, metadata);
        SafeTensors.Save(apart, parts, metadata);
        return [path, apart];
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var layer in Network.children().Where(layer => layer.parameters().Any())) layer.Dispose(); // the others are those of the network that was pruned
        foreach (var weights in Sparse.Values) weights.Dispose();
    }
}
