using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>
/// Everything a training is, in one file: parameters and buffers, the weights' average, optimizers, every random stream and torch's global generator (the CPU's), the place in the epoch with its running sums, early stopping,
/// and what the run was made of. A line that names format and version, the payload's length, its SHA-256, the payload.
/// </summary>
internal static class Checkpoint
{
    private static readonly byte[] Magic = "GenerativeVI checkpoint 1\n"u8.ToArray();
    private static readonly Dictionary<string, string> NoProtocol = [];
    private static readonly int HeadLength = Magic.Length + sizeof(long) + SHA256.HashSizeInBytes;

    private sealed record Header(SortedDictionary<string, string> Model, IReadOnlyList<string> Phases, bool HasAverage, IReadOnlyDictionary<string, string> Protocol, TrainerState State, string? Generator = null);

    public static void Write(string path, Trainer trainer, IReadOnlyDictionary<string, string> protocol)
    {
        AtomicFile.Write(path, stream =>
        {
            // Through the hash straight to the file: a copy of it all in memory would be garbage of its size at every checkpoint.
            stream.Write(new byte[HeadLength]);
            using var sha = SHA256.Create();
            using (var hashing = new CryptoStream(stream, sha, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashing, System.Text.Encoding.UTF8, leaveOpen: true))
                WriteContent(writer, trainer, protocol);
            var length = stream.Position - HeadLength;
            stream.Position = 0;
            var head = new byte[HeadLength];
            Magic.CopyTo(head, 0);
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(Magic.Length), length);
            sha.Hash!.CopyTo(head, Magic.Length + sizeof(long));
            stream.Write(head);
        });
    }

    /// <summary>A checkpoint's content in memory, for <see cref="TakeBack"/>.</summary>
    public static byte[] Snapshot(Trainer trainer)
    {
        var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) WriteContent(writer, trainer, NoProtocol);
        return memory.ToArray();
    }

    /// <summary>Puts a trainer back to where <see cref="Snapshot"/> found it.</summary>
    public static void TakeBack(byte[] snapshot, Trainer trainer) => Restore("a snapshot", snapshot, trainer, NoProtocol);

    /// <summary>Reads a checkpoint's content and compares it with its checksum.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    /// <exception cref="DataException">It is of another version.</exception>
    public static string? TryOpen(string path, out byte[] payload)
    {
        payload = [];
        using var file = File.OpenRead(path);
        var head = new byte[HeadLength];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, Magic.Length - 2).SequenceEqual(Magic.AsSpan(..^2))) return "it is not a checkpoint";
        if (!head.AsSpan(0, Magic.Length).SequenceEqual(Magic)) throw new DataException($"{path}: a checkpoint of another version of this program; this one reads version 1.");
        var length = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(Magic.Length));
        if (length != file.Length - head.Length) return $"it is damaged: expected {length} bytes of content, found {file.Length - head.Length}";
        payload = new byte[length];
        file.ReadExactly(payload);
        return SHA256.HashData(payload).AsSpan().SequenceEqual(head.AsSpan(Magic.Length + 8)) ? null : "it is damaged: its content does not have its checksum";
    }

    /// <summary>Puts a whole checkpoint's content into a trainer of the same make. Before anything is changed, it is known to fit.</summary>
    public static void Restore(string path, byte[] payload, Trainer trainer, IReadOnlyDictionary<string, string> protocol)
    {
        using var reader = new BinaryReader(new MemoryStream(payload));
        Header header;
        try
        {
            header = JsonSerializer.Deserialize<Header>(reader.ReadString()) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or FormatException)
        {
            throw new DataException($"{path}: the checkpoint's header cannot be read.", e);
        }
        var differences = Differences(header, trainer, protocol).ToArray();
        if (differences.Length > 0) throw new DataException($"{path}: this checkpoint is another run's: {string.Join("; ", differences.Take(5))}{(differences.Length > 5 ? $"; and {differences.Length - 5} more" : "")}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        trainer.Model.load(reader);
        foreach (var average in trainer.Average?.Averages ?? []) average.copy_(TensorExtensionMethods.Load(reader));
        foreach (var phase in trainer.Phases)
            if (phase.Optimizer is TorchSharp.Modules.OptimizerHelper optimizer) Load(optimizer, reader);
        trainer.Restore(header.State);
        if (header.Generator is { } state) RestoreGlobalGenerator(state);
    }

    private static void WriteContent(BinaryWriter writer, Trainer trainer, IReadOnlyDictionary<string, string> protocol)
    {
        var header = new Header(
            Describe(trainer.Model), PhaseNames(trainer), trainer.Average is not null, protocol, trainer.State(), GlobalGenerator());
        writer.Write(JsonSerializer.Serialize(header));
        trainer.Model.save(writer);
        foreach (var average in trainer.Average?.Averages ?? []) average.Save(writer);
        foreach (var phase in trainer.Phases)
            if (phase.Optimizer is TorchSharp.Modules.OptimizerHelper optimizer) optimizer.save_state_dict(writer);
    }

    // Some optimizers make new tensors of what they read, which would end with the scope that they were read in.
    private static void Load(TorchSharp.Modules.OptimizerHelper optimizer, BinaryReader reader)
    {
        using var scope = NewDisposeScope();
        optimizer.load_state_dict(reader);
        scope.Detach(scope.DisposablesView.ToArray());
    }

    // Modules that are not ours, torch's own dropout for one, draw from torch's global generator: its state is the training's as well.
    private static string GlobalGenerator()
    {
        using var state = get_rng_state();
        return Convert.ToBase64String(state.bytes);
    }

    private static void RestoreGlobalGenerator(string text)
    {
        var bytes = Convert.FromBase64String(text);
        using var now = get_rng_state();
        // torch ends the process on a state of another form, such as that of another version.
        if (bytes.Length != now.NumberOfElements) return;
        using var state = tensor(bytes);
        set_rng_state(state);
    }

    private static IEnumerable<string> Differences(Header stored, Trainer trainer, IReadOnlyDictionary<string, string> protocol) =>
        Compare(stored.Model, Describe(trainer.Model))
            .Concat(Compare(stored.Protocol, protocol))
            .Concat(stored.Phases.SequenceEqual(PhaseNames(trainer)) ? [] : [$"its phases are {string.Join(", ", stored.Phases)}"])
            .Concat(stored.HasAverage == trainer.Average is not null ? [] : [stored.HasAverage ? "it has an average of the weights" : "it has no average of the weights"]);

    private static IEnumerable<string> Compare(IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> own) =>
        stored.Keys.Union(own.Keys).Order(StringComparer.Ordinal)
            .Select(key => (key, old: stored.GetValueOrDefault(key), now: own.GetValueOrDefault(key)))
            .Where(entry => entry.old != entry.now)
            .Select(entry => $"{entry.key} is {entry.old ?? "missing"} there and {entry.now ?? "missing"} here");

    private static SortedDictionary<string, string> Describe(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return new(module.state_dict().ToDictionary(entry => entry.Key, entry => $"{entry.Value.dtype} {Shapes.Text(entry.Value.shape)}"), StringComparer.Ordinal);
    }

    private static string[] PhaseNames(Trainer trainer) => [.. trainer.Phases.Select(phase => $"{phase.Name} ({phase.Optimizer.GetType().Name})")];
}
