using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>
/// Weights in several files: an index, NAME.safetensors.index.json or NAME.bin.index.json, whose "weight_map" says in
/// which file beside it each tensor lies.
/// </summary>
/// <remarks>Source: the form in which Hugging Face's libraries save large models.</remarks>
internal static class ShardIndex
{
    private const string Extension = ".index.json", Map = "weight_map";
    private const long LongestIndex = 64 << 20;

    /// <summary>Whether a path names an index.</summary>
    public static bool Is(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads every tensor of the index.</summary>
    /// <param name="path">The index.</param>
    /// <param name="load">Reads one file.</param>
    /// <exception cref="DataException">The index is no such, names a file that is not beside it, or a tensor that its
    /// file does not hold.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path, Func<string, IReadOnlyDictionary<string, Tensor>> load)
    {
        var places = Places(path);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var file in places.GroupBy(place => place.Value))
        {
            var held = load(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file.Key));
            foreach (var (name, _) in file)
            {
                tensors[name] = held.TryGetValue(name, out var tensor)
                    ? tensor
                    : throw new DataException(path, $"{ShownName.Of(name)} in {ShownName.Of(file.Key)}, as it says", "none there", "get the files again, all of one version");
            }
            foreach (var (name, tensor) in held)
            {
                if (!tensors.TryGetValue(name, out var kept) || !ReferenceEquals(kept, tensor)) tensor.Dispose();
            }
        }
        return tensors;
    }

    private static Dictionary<string, string> Places(string path)
    {
        try
        {
            using var file = MappedFile.Open(path);
            if (file.Length > LongestIndex) throw Strange(path, null);
            using var json = JsonDocument.Parse(file.AsStream());
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(Map, out var map) || map.ValueKind != JsonValueKind.Object) throw Strange(path, null);
            var places = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in map.EnumerateObject())
            {
                var name = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : throw Strange(path, null);
                // A file in another folder does not belong to the model.
                if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\0'))
                    throw new DataException(path, "names of files beside it", ShownName.Of(name), "put the files into the folder of their index");
                if (!places.TryAdd(entry.Name, name)) throw Strange(path, null);
            }
            return places;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Strange(path, e);
        }
    }

    private static DataException Strange(string path, Exception? cause) => new(path, $"an index of weights, with a \"{Map}\"", "something else", "give the file of weights itself", cause);
}
