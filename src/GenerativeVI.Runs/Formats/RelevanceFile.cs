using GenerativeVI.Data;
using GenerativeVI.Models;

namespace GenerativeVI.Formats;

/// <summary>The parts of a relevance vector machine as a safetensors file.</summary>
internal static class RelevanceFile
{
    private const string Key = "relevance_vector_machine", Thing = "relevance vector machine";

    public static void Save(string path, RelevanceParts parts) =>
        SafeTensors.Save(path, parts.Tensors, new Dictionary<string, string> { [Key] = parts.Text });

    /// <summary>Reads a machine.</summary>
    /// <param name="path">The file.</param>
    /// <param name="make">Makes the machine of copies of the parts.</param>
    /// <exception cref="DataException">The file is missing or damaged, or holds something else.</exception>
    public static T Load<T>(string path, Func<RelevanceParts, T> make)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(path);
        var parts = new RelevanceParts(file.Names.ToDictionary(name => name, file.Read), file.Text(Key, Thing));
        try
        {
            return make(parts);
        }
        catch (DataException e)
        {
            throw new DataException($"{path}: {e.Message}", e);
        }
    }
}
