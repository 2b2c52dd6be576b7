using System.IO.Compression;
using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>Files of posteriordb (Magnusson+ 2024): data as JSON, and draws of the posterior as JSON in an
/// archive.</summary>
internal static class PosteriorDatabase
{
    /// <summary>The data of a model.</summary>
    /// <param name="path">data.json.</param>
    /// <exception cref="DataException">The file is missing, or no JSON.</exception>
    public static JsonDocument Read(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, "data of posteriordb as JSON", e.Message.TrimEnd('.'), cause: e);
        }
    }

    /// <summary>A number by its name.</summary>
    public static double Number(JsonElement data, string name) => Found(data, name).GetDouble();

    /// <summary>A list of numbers by its name.</summary>
    public static double[] Numbers(JsonElement data, string name) =>
        [.. Found(data, name).EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>A matrix by its name, row by row.</summary>
    public static double[][] Rows(JsonElement data, string name) =>
        [.. Found(data, name).EnumerateArray().Select(row => row.EnumerateArray().Select(number => number.GetDouble())
            .ToArray())];

    /// <summary>Draws of the posterior.</summary>
    /// <param name="path">draws.json.zip: a list of chains, each a list of numbers for every quantity.</param>
    /// <param name="names">The quantities, in the order wanted.</param>
    /// <returns>float64 [moves, chains, Q].</returns>
    /// <exception cref="DataException">The archive is damaged, or lacks a quantity.</exception>
    public static Tensor Draws(string path, IReadOnlyList<string> names)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            using var stream = archive.Entries.Single().Open();
            using var document = JsonDocument.Parse(stream);
            var chains = document.RootElement.EnumerateArray()
                .Select(chain => names.Select(name => Numbers(chain, name)).ToArray()).ToArray();
            var (moves, count) = (chains[0][0].Length, chains.Length);
            var values = new double[moves * count * names.Count];
            for (int move = 0, place = 0; move < moves; move++)
                foreach (var chain in chains)
                    foreach (var quantity in chain) values[place++] = quantity[move];
            return tensor(values, [moves, count, names.Count]);
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidDataException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw new DataException(path, "draws of posteriordb in a zip archive", e.Message.TrimEnd('.'), cause: e);
        }
    }

    private static JsonElement Found(JsonElement data, string name) => data.TryGetProperty(name, out var found)
        ? found
        : throw new InvalidOperationException($"no \"{name}\" in it");
}
