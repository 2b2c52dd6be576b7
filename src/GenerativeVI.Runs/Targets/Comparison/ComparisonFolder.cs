using System.Globalization;
using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>
/// A comparison on disk: comparison.json, a file for every cell that is done, draws of reference, and the page and
/// table that are made of them.
/// Several processes may work in it at once: each takes a cell by a lock on a file, which the system lets go of however
/// its owner ends.
/// </summary>
internal sealed class ComparisonFolder
{
    // A cell at whose work so many processes have ended is a failed one.
    private const int MostAttempts = 2;

    private static readonly JsonSerializerOptions Json = new(RunFolder.Json) { WriteIndented = true };

    /// <exception cref="DataException">A comparison with other settings is there.</exception>
    public ComparisonFolder(string path, ComparisonSettings settings)
    {
        Path = System.IO.Path.GetFullPath(path);
        foreach (var part in (string[])["cells", "locks", "references"]) Directory.CreateDirectory(In(part));
        var common = new Common(settings.Budget, settings.MostSteps, settings.Draws, settings.ReferenceDraws,
            settings.Seed);
        var file = In("comparison.json");
        if (File.Exists(file))
        {
            var there = Read<Common>(file);
            if (there != common)
                throw new DataException(file, $"a comparison with {common}", $"one with {there}",
                    "take these settings, or another folder");
        }
        else
        {
            AtomicFile.WriteText(file, JsonSerializer.Serialize(common, Json));
        }
    }

    public string Path { get; }

    public string Page => In("index.html");

    public string Table => In("results.csv");

    public string ReferenceOf(string target) => In("references", $"{target}.safetensors");

    /// <summary>Every cell that is done.</summary>
    public IReadOnlyList<ComparisonCell> Cells() =>
        [.. Directory.EnumerateFiles(In("cells"), "*.json").Order(StringComparer.Ordinal).Select(Read<ComparisonCell>)];

    public bool IsDone(string name) => File.Exists(CellFile(name));

    public void Write(string name, ComparisonCell cell) =>
        AtomicFile.WriteText(CellFile(name), JsonSerializer.Serialize(cell, Json));

    /// <summary>Takes away a cell, so that it is done anew.</summary>
    public void Forget(string name)
    {
        File.Delete(CellFile(name));
        File.Delete(AttemptFile(name));
    }

    /// <summary>A lock of a name.</summary>
    /// <returns>Null where another process has it.</returns>
    public FileStream? Lock(string name)
    {
        try
        {
            return new FileStream(In("locks", $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Counts an attempt at a cell, which only its owner does.</summary>
    /// <returns>Whether so many processes have ended at it that no more should try.</returns>
    public bool IsHopeless(string name)
    {
        var file = AttemptFile(name);
        var before = File.Exists(file) ? File.ReadAllText(file).Length : 0;
        if (before >= MostAttempts) return true;
        File.AppendAllText(file, "|");
        return false;
    }

    /// <summary>Forgets the attempts: the work ended well, or was interrupted and nothing is wrong with it.</summary>
    public void ForgetAttempts(string name) => File.Delete(AttemptFile(name));

    private string CellFile(string name) => In("cells", $"{name}.json");

    private string AttemptFile(string name) => In("locks", $"{name}.attempts");

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static T Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), Json)
                ?? throw new JsonException("nothing in it");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException(file, "a file of a comparison", e.Message.TrimEnd('.'),
                "delete it, so that it is made anew", e);
        }
    }

    private sealed record Common(double Budget, int MostSteps, int Draws, int ReferenceDraws, long Seed)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"a budget of {Budget} s, at most {MostSteps} steps, {Draws} draws, {ReferenceDraws} moves of reference "
            + $"and seed {Seed}");
    }
}
