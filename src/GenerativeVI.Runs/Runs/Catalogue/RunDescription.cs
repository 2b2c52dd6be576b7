using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GenerativeVI;

/// <summary>
/// A run's settings as words under short names ("latent": "20"), as they were applied: the device that was taken instead of "auto", the data's name instead of
/// its path.
/// </summary>
public static class RunDescription
{
    private static readonly string[] Replaced = ["data", "data directory", "device", "threads", "binarization"];

    /// <summary>The settings of a run, in the order of its record; what was not set is left out.</summary>
    /// <param name="record">The run's record.</param>
    public static IReadOnlyDictionary<string, string> Of(RunRecord record)
    {
        var words = new Dictionary<string, string>
        {
            ["data"] = record.Data.Source.Name,
            ["binarization"] = record.Data.Binarization.ToString().ToLowerInvariant(),
        };
        foreach (var (name, value) in Of(record.Settings))
        {
            if (!Replaced.Contains(name)) words[name] = value;
        }
        (words["device"], words["threads"]) = (record.Environment.Device, $"{record.Environment.Threads}");
        (words["data files"], words["version"], words["libtorch"]) = (Fingerprint(record.Data), record.Environment.Version, record.Environment.Torch);
        return words;
    }

    /// <summary>Settings that belong to no run yet, in the order of run.json.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyDictionary<string, string> Of(RunSettings settings) => Leaves("", RunFolder.ToJson(settings).AsObject()).ToDictionary(leaf => leaf.Name, leaf => leaf.Value);

    /// <summary>The names of the settings in which runs differ, in their order; none for a single run.</summary>
    /// <param name="runs">The settings of each run.</param>
    public static IReadOnlyList<string> Differences(IEnumerable<IReadOnlyDictionary<string, string>> runs)
    {
        var all = runs.ToArray();
        return [.. all.SelectMany(run => run.Keys).Distinct().Where(name => all.Select(run => run.GetValueOrDefault(name)).Distinct().Skip(1).Any())];
    }

    /// <summary>The values of a tree under the names of their leaves, with the name of their branch in front; the model's stand alone.</summary>
    private static IEnumerable<(string Name, string Value)> Leaves(string branch, JsonObject level)
    {
        foreach (var (key, node) in level)
        {
            var name = branch + key.Replace('_', ' ');
            switch (node)
            {
                case JsonObject inner:
                    foreach (var leaf in Leaves(key == "model" ? "" : $"{name} ", inner)) yield return leaf;
                    break;
                case JsonArray list:
                    yield return (name, list.Count == 0 ? "none" : string.Join(", ", list.Select(item => item?.ToString())));
                    break;
                case not null:
                    yield return (name, node.ToString());
                    break;
            }
        }
    }

    // Eight digits tell whether two runs read the same files.
    private static string Fingerprint(DataProtocol data)
    {
        var hashes = string.Concat(data.Source.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashes)))[..8];
    }
}
