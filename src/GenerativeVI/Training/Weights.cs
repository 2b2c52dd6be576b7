using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>A module's parameters and buffers as a safetensors file, under torch's names.</summary>
public static class Weights
{
    /// <summary>Writes them, whole or not at all.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file.</param>
    public static void Save(nn.Module module, string path) => SafeTensors.Save(path, module.state_dict());

    /// <summary>Reads them into a module of the same names and shapes.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">A name is missing or too many, or a shape differs: the sentence lists which. The module is then unchanged.</exception>
    public static void Load(nn.Module module, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var stored = SafeTensors.Load(path);
        var wanted = module.state_dict();
        var differences = wanted.Keys.Except(stored.Keys).Select(name => $"{name} is missing")
            .Concat(stored.Keys.Except(wanted.Keys).Select(name => $"{name} is unknown"))
            .Concat(wanted.Where(w => stored.TryGetValue(w.Key, out var s) && !s.shape.SequenceEqual(w.Value.shape))
                .Select(w => $"{w.Key} has the shape {Shapes.Text(stored[w.Key].shape)} instead of {Shapes.Text(w.Value.shape)}")).ToArray();
        if (differences.Length > 0) throw new DataException($"{path}: these weights are another model's: {string.Join("; ", differences.Take(4))}{(differences.Length > 4 ? $"; and {differences.Length - 4} more" : "")}.");
        foreach (var (name, tensor) in wanted) tensor.copy_(stored[name]);
    }
}
