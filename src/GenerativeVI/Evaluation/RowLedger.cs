using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// A file that keeps the finished rows of a long evaluation and where its random streams stood, so that what was
/// stopped or killed goes on where it was and ends with the same digits. It is written whole or not at all; one of
/// other work, or a damaged one, is named and started over.
/// </summary>
/// <param name="path">The file; its folder is made if missing.</param>
/// <param name="identity">What the numbers depend on besides the evaluation's own settings, such as the checksums of
/// weights and data.</param>
/// <param name="interval">The time between two writings; 10 s when null. What a killed process did since the last one
/// is done again.</param>
/// <param name="note">Receives a sentence when a file is continued, or cannot be.</param>
public sealed class RowLedger(string path, IReadOnlyDictionary<string, string>? identity = null, TimeSpan? interval = null, Action<string>? note = null)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly TimeSpan apart = interval ?? TimeSpan.FromSeconds(10);
    private readonly System.Diagnostics.Stopwatch sinceKept = System.Diagnostics.Stopwatch.StartNew();
    private bool isWritable = true;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Removes the file, once what it holds is known otherwise.</summary>
    public void Delete() => File.Delete(Path);

    /// <summary>Takes up what the file holds of this work.</summary>
    /// <returns>The rows done; 0 where nothing was kept.</returns>
    internal long TakeUp(IReadOnlyDictionary<string, string> work, double[][] columns, RandomStream random)
    {
        if (!File.Exists(Path)) return 0;
        try
        {
            var kept = JsonSerializer.Deserialize<Content>(File.ReadAllText(Path), Json) ?? throw new JsonException("it is empty");
            if (!Of(work).SequenceEqual(kept.Work)) throw new JsonException("it is of other settings, weights or data");
            if (kept.Columns.Length != columns.Length || kept.Columns.Any(column => column.LongLength != kept.Rows) || kept.Rows > columns[0].LongLength)
                throw new JsonException("its columns do not fit its rows");
            foreach (var (from, to) in kept.Columns.Zip(columns)) from.CopyTo(to, 0);
            random.Restore(kept.Streams);
            note?.Invoke($"{kept.Rows} of {columns[0].Length} rows were done before; continuing from there.");
            return kept.Rows;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            note?.Invoke($"{Path}: cannot be continued ({e.Message.Split(" Path:")[0].TrimEnd('.')}); the evaluation starts over.");
            return 0;
        }
    }

    /// <summary>Keeps what is done, when it is time to or has to be.</summary>
    internal void Keep(IReadOnlyDictionary<string, string> work, long rows, double[][] columns, IReadOnlyDictionary<string, long> streams, bool now)
    {
        if (!isWritable || (!now && sinceKept.Elapsed < apart)) return;
        try
        {
            var content = new Content(Of(work), rows, new(streams), [.. columns.Select(column => column[..(int)rows])]);
            AtomicFile.Write(Path, stream => JsonSerializer.Serialize(stream, content, Json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            isWritable = false;
            note?.Invoke($"{Path}: cannot be written ({e.Message.TrimEnd('.')}); the evaluation continues, but an interruption would lose it.");
        }
        sinceKept.Restart();
    }

    private SortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> work)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in work.Concat(identity ?? new Dictionary<string, string>())) all[name] = value;
        return all;
    }

    private sealed record Content(SortedDictionary<string, string> Work, long Rows, Dictionary<string, long> Streams, double[][] Columns);
}
