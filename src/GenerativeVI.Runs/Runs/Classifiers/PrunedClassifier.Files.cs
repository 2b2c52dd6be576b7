using System.Globalization;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <content>A pruned classifier in a file.</content>
public sealed partial class PrunedClassifier
{
    private const string Ending = ".safetensors";

    private const string Key = "pruned_classifier";

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
        if (!path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"{path}: a pruned network is written as {Ending}; end the name so.", nameof(path));
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["threshold"] = Threshold.ToString("R", CultureInfo.InvariantCulture), [Key] = JsonSerializer.Serialize(form, RunFolder.Json) };
        var (dense, apart) = (Network.state_dict(), $"{path[..^Ending.Length]}.sparse{Ending}");
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

    /// <summary>Reads a network that <see cref="Save"/> wrote: it predicts what that one does, to the last bit on the same
    /// kind of device.</summary>
    /// <param name="path">The first of the two files; the other is not needed.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The file is missing or damaged, or holds something else; the sentence says
    /// which.</exception>
    public static PrunedClassifier Load(string path, Device? device = null)
    {
        using var _ = no_grad();
        var (form, threshold) = Described(path);
        var network = TrainedClassifier.Network(form, new RandomStream(0, device ?? CPU));
        try
        {
            Weights.Load(network, path);
        }
        catch
        {
            network.Dispose();
            throw;
        }
        var sparse = network.named_parameters()
            .Where(parameter => parameter.name.EndsWith(".weight", StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.name[..^".weight".Length], parameter => Left(parameter.parameter));
        PrunedLayer[] layers = [.. sparse.Select(layer => new PrunedLayer(
            layer.Key, layer.Value.Shape[0] * layer.Value.Shape[1], layer.Value.Values.shape[0]))];
        network.eval();
        return new PrunedClassifier(network, threshold, layers, sparse, form);
    }

    private static (Form Form, double Threshold) Described(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        var form = file.Description<Form>(Key, "pruned classifier", RunFolder.Json);
        return form is { Classes: >= 1, Shape: [>= 1] or [>= 1, >= 16, >= 16] }
            && (form.Network == ClassifierNetwork.Convolutional) == form.Shape.Length > 1
            && double.TryParse(file.Metadata.GetValueOrDefault("threshold"), CultureInfo.InvariantCulture, out var threshold)
            ? (form, threshold)
            : throw new DataException($"{path}: not a whole pruned classifier: its header does not describe one.");
    }

    private static SparseWeights Left(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var matrix = weight.reshape(weight.shape[0], -1);
        var left = matrix.ne(0);
        return new SparseWeights(
            matrix.shape, left.nonzero().DetachFromDisposeScope(),
            matrix.masked_select(left).DetachFromDisposeScope());
    }

    /// <summary>Which network it is.</summary>
    /// <param name="Network">Its kind.</param>
    /// <param name="Shape">[D], or [channels, height, width] where it convolves.</param>
    /// <param name="Classes">C.</param>
    internal sealed record Form(ClassifierNetwork Network, long[] Shape, int Classes)
    {
        /// <summary>The shape of an image where it convolves; else null.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public long[]? Image => Network == ClassifierNetwork.Convolutional ? Shape : null;
    }
}
