using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>A module's parameters and buffers as a file, under torch's names.</summary>
public static class Weights
{
    private const int DifferencesListed = 4;

    /// <summary>Writes them, whole or not at all, in the form that the file's extension names.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file: ".safetensors", or ".dat" for TorchSharp's own form, which <c>Module.load</c> reads.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is intact.</exception>
    public static void Save(nn.Module module, string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                SafeTensors.Save(path, module.state_dict());
                break;
            case ".dat":
                AtomicFile.Write(path, stream =>
                {
                    // Given the stream itself, the module would close it before it is flushed to the disk.
                    using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
                    module.save(writer);
                });
                break;
            default:
                throw new ArgumentException(
                    $"{path}: weights are written as .safetensors or, in TorchSharp's own form, as .dat; end the name so.", nameof(path));
        }
    }

    /// <summary>
    /// Reads them into a module of the same names and shapes. What the file is, its content tells: safetensors, a PyTorch zip file (see <see
    /// cref="PyTorchFile"/>), or TorchSharp's own form.
    /// Elements of another type are converted to the module's. An index of several files, "….index.json", is read with the files beside it.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is missing or damaged; or a name is missing or too many, or a shape differs, and the sentence lists which.
    /// The module is then unchanged.</exception>
    public static void Load(nn.Module module, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var stored = WeightFile.Load(path);
        var wanted = module.state_dict();
        var differences = Differences(wanted, stored).ToArray();
        if (differences.Length > 0)
        {
            var rest = differences.Length > DifferencesListed ? $"; and {differences.Length - DifferencesListed} more" : "";
            throw new DataException($"{path}: these weights are another model's: {string.Join("; ", differences.Take(DifferencesListed))}{rest}.");
        }
        foreach (var (name, tensor) in wanted) tensor.copy_(stored[name]);
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, Tensor> wanted, IReadOnlyDictionary<string, Tensor> stored) =>
        wanted.Keys.Except(stored.Keys).Select(name => $"{name} is missing")
            .Concat(stored.Keys.Except(wanted.Keys).Select(name => $"{ShownName.Of(name)} is unknown"))
            .Concat(wanted.Where(w => stored.TryGetValue(w.Key, out var s) && !s.shape.SequenceEqual(w.Value.shape))
                .Select(w => $"{w.Key} has the shape {Shapes.Text(stored[w.Key].shape)} instead of {Shapes.Text(w.Value.shape)}"));
}
