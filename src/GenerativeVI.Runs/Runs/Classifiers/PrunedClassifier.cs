using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Networks;
using Sequential = TorchSharp.Modules.Sequential;

namespace GenerativeVI;

/// <summary>A classifier with most of its weights cut: an ordinary network whose matrices hold zeros, and the same matrices by what is left of them.</summary>
public sealed partial class PrunedClassifier : IDisposable
{
    private readonly Form form;

    internal PrunedClassifier(Sequential network, double threshold, IReadOnlyList<PrunedLayer> layers, IReadOnlyDictionary<string, SparseWeights> sparse, Form form) =>
        (Network, Threshold, Layers, Sparse, this.form) = (network, threshold, layers, sparse, form);

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
        return nn.functional.softmax(TrainedClassifier.Logits(Network, values, form.Image), -1);
    }

    /// <summary>How good it is on labelled rows.</summary>
    /// <param name="data">The rows, with labels.</param>
    /// <exception cref="ArgumentException">They have no labels.</exception>
    public ClassificationScores Judge(TensorData data) => TrainedClassifier.Judge(Predict, data);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var layer in Network.children().Where(layer => layer.parameters().Any())) layer.Dispose(); // the others are those of the network that was pruned
        foreach (var weights in Sparse.Values) weights.Dispose();
    }
}
