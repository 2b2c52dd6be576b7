using System.Runtime.InteropServices;
using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Numbers of every row of a data set, found by several ranks: each takes blocks of rows, from where the streams would
/// stand if one process had done all before. The first rank keeps the ledger, which any number of ranks can continue.
/// </summary>
/// <remarks>
/// A block of as many rows makes as many draws as any other. So the first one that is left, which every rank computes,
/// tells where each of the others begins.
/// </remarks>
internal sealed class SharedRowBlocks(TensorData data, long rowsAtOnce, RandomStream random, Communicator communicator)
{
    // Between two of these meetings a rank works by itself; at each of them the evaluation can be kept, or stopped.
    private const long FewestMeetings = 10;

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    private long Blocks => (data.Count + rowsAtOnce - 1) / rowsAtOnce;

    /// <summary>Runs the work over all rows, or over as many blocks as can be begun before the time is up.</summary>
    public double[][] Run(
        IReadOnlyDictionary<string, string> identity, int columns, RowBlocks.Work work, RowLedger? ledger,
            IProgress<double>? progress, Func<bool> isCancelled, Func<bool> isLate)
    {
        var numbers = Enumerable.Range(0, columns).Select(_ => new double[data.Count]).ToArray();
        var first = TakeUp(identity, numbers, ledger) / rowsAtOnce;
        if (first == Blocks) return numbers;
        var (start, done) = (random.State(), first);
        Place(Found(first).SelectMany(column => column).ToArray(), first, 1, numbers);
        var step = Difference(start);
        done++;
        var (apart, cancelled) = (Math.Max(1, (Blocks - done) / (communicator.Size * FewestMeetings)), false);
        while (done < Blocks)
        {
            cancelled = communicator.Any(communicator.IsFirst && isCancelled());
            if (cancelled || communicator.Any(isLate())) break;
            var mine = Math.Min(Blocks, done + communicator.Rank * apart);
            var end = Math.Min(Blocks, mine + apart);
            var found = new List<double>();
            for (var block = mine; block < end; block++)
            {
                MoveTo(start, step, block - first);
                found.AddRange(Found(block).SelectMany(column => column));
                if (block < Blocks - 1 && !StandsAt(start, step, block - first + 1))
                    throw new InvalidOperationException("blocks of rows make different numbers of draws of this "
                        + "model; evaluate it with one process.");
            }
            var all = communicator.Gather(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(found)));
            for (var rank = 0; rank < all.Count; rank++)
                Place(MemoryMarshal.Cast<byte, double>(all[rank]), done + rank * apart, apart, numbers);
            done = Math.Min(Blocks, done + communicator.Size * apart);
            MoveTo(start, step, done - first);
            if (communicator.IsFirst) Keep(done, done == Blocks);
        }
        if (cancelled)
        {
            if (communicator.IsFirst) Keep(done, now: true);
            throw new OperationCanceledException("the evaluation was stopped.");
        }
        return done == Blocks ? numbers : [.. numbers.Select(column => column[..(int)(done * rowsAtOnce)])];

        double[][] Found(long block)
        {
            using var scope = NewDisposeScope();
            var batch = data.Slice(block * rowsAtOnce, rowsAtOnce);
            return work(batch, share =>
                progress?.Report(Math.Min(1, (done + communicator.Size * (block + share - done)) / Blocks)));
        }

        void Keep(long blocks, bool now)
        {
            progress?.Report((double)blocks / Blocks);
            ledger?.Keep(identity, Math.Min(data.Count, blocks * rowsAtOnce), numbers, random.State(), now);
        }
    }

    // Puts what was found of some blocks, one behind the other and each of them column by column, in its place.
    private void Place(ReadOnlySpan<double> found, long block, long blocks, double[][] numbers)
    {
        for (var end = block + blocks; block < end && found.Length > 0; block++)
        {
            var (start, rows) = ((int)(block * rowsAtOnce), (int)Math.Min(rowsAtOnce, data.Count - block * rowsAtOnce));
            foreach (var column in numbers)
            {
                found[..rows].CopyTo(column.AsSpan(start));
                found = found[rows..];
            }
        }
    }

    // The first rank reads the ledger, and tells the others.
    private long TakeUp(IReadOnlyDictionary<string, string> identity, double[][] numbers, RowLedger? ledger)
    {
        var done = communicator.IsFirst ? ledger?.TakeUp(identity, numbers, random) ?? 0 : 0;
        var told = JsonSerializer.Deserialize<(long Done, Dictionary<string, long> Streams)>(
            communicator.Tell(JsonSerializer.Serialize((done, random.State().ToDictionary()), Fields)), Fields);
        random.Restore(told.Streams);
        foreach (var column in numbers) communicator.Broadcast(MemoryMarshal.AsBytes(column.AsSpan(0, (int)told.Done)));
        return told.Done;
    }

    private Dictionary<string, long> Difference(IReadOnlyDictionary<string, long> start) =>
        random.State().ToDictionary(stream => stream.Key, stream => stream.Value - start.GetValueOrDefault(stream.Key));

    private bool StandsAt(IReadOnlyDictionary<string, long> start, Dictionary<string, long> step, long blocks) =>
        random.State().All(stream =>
            stream.Value == start.GetValueOrDefault(stream.Key) + blocks * step.GetValueOrDefault(stream.Key));

    private void MoveTo(IReadOnlyDictionary<string, long> start, Dictionary<string, long> step, long blocks) =>
        random.Restore(step.ToDictionary(stream => stream.Key, stream =>
            start.GetValueOrDefault(stream.Key) + blocks * stream.Value));
}
