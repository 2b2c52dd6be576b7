using System.Globalization;
using GenerativeVI.Data;

namespace GenerativeVI.Training;

/// <summary>A folder of checkpoints: the last few and the best. Each is written whole or not at all, with a checksum.</summary>
public sealed class Checkpoints
{
    private const string Extension = ".checkpoint";

    private readonly string folder;
    private readonly int keep;
    private readonly long? everySteps;
    private readonly IReadOnlyDictionary<string, string> protocol;
    private bool nextIsBest;

    /// <summary>A folder of checkpoints.</summary>
    /// <param name="folder">Where; made when first needed.</param>
    /// <param name="keep">How many of the last are kept, at least 1; 2 by default, so that a damaged one has a good one before it.</param>
    /// <param name="everySteps">Steps between checkpoints within an epoch; none when null: then there is one an epoch.</param>
    /// <param name="protocol">What must be the same for a checkpoint to be resumed, by name: data, settings, versions.</param>
    public Checkpoints(string folder, int keep = 2, long? everySteps = null, IReadOnlyDictionary<string, string>? protocol = null)
    {
        if (keep < 1) throw new ArgumentOutOfRangeException(nameof(keep), $"keep: expected at least 1 checkpoint, got {keep}.");
        if (everySteps < 1) throw new ArgumentOutOfRangeException(nameof(everySteps), $"steps between checkpoints: expected at least 1, got {everySteps}.");
        (this.folder, this.keep, this.everySteps, this.protocol) = (folder, keep, everySteps, protocol ?? new Dictionary<string, string>());
    }

    /// <summary>The checkpoint of the best validation.</summary>
    public string Best => Path.Combine(folder, "best" + Extension);

    /// <summary>The last checkpoints, newest first.</summary>
    public IReadOnlyList<string> Last =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "step-*" + Extension).OrderDescending(StringComparer.Ordinal)] : [];

    /// <summary>Keeps a trainer as it stands, and removes what is older than the last few.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; earlier checkpoints are intact.</exception>
    public void Save(Trainer trainer)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"step-{trainer.Step:D12}{Extension}"));
        Checkpoint.Write(path, trainer, protocol);
        if (nextIsBest)
        {
            using var source = File.OpenRead(path);
            AtomicFile.Write(Best, source.CopyTo);
        }
        nextIsBest = false;
        foreach (var old in Last.Skip(keep)) File.Delete(old);
    }

    /// <summary>Puts a trainer where the newest whole checkpoint says. Damaged ones are named and passed over.</summary>
    /// <param name="trainer">A trainer of the same make.</param>
    /// <param name="note">Told about damaged ones.</param>
    /// <returns>Whether there was a checkpoint at all.</returns>
    /// <exception cref="DataException">Every checkpoint is damaged; or a whole one is of another model, shape, protocol or version: the sentence lists the differences.</exception>
    public bool LoadLatest(Trainer trainer, Action<string>? note = null)
    {
        var last = Last;
        foreach (var path in last)
        {
            if (Checkpoint.TryOpen(path, out var payload) is { } damage)
            {
                note?.Invoke($"{path}: {damage}; the one before it is used.");
                continue;
            }
            Checkpoint.Restore(path, payload, trainer, protocol);
            return true;
        }
        return last.Count == 0 ? false : throw new DataException($"{folder}: every checkpoint is damaged; remove the folder to start the run over.");
    }

    /// <summary>Puts a trainer back to the best validation.</summary>
    /// <param name="trainer">A trainer of the same make.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="DataException">The checkpoint is damaged or another run's.</exception>
    public bool LoadBest(Trainer trainer)
    {
        if (!File.Exists(Best)) return false;
        if (Checkpoint.TryOpen(Best, out var payload) is { } damage) throw new DataException($"{Best}: {damage}.");
        Checkpoint.Restore(Best, payload, trainer, protocol);
        return true;
    }

    internal bool IsDue(long step) => step % everySteps == 0;

    internal void MarkNextAsBest() => nextIsBest = true;
}
