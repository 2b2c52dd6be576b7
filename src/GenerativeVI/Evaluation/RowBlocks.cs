using System.Diagnostics;
using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Numbers of every row of a data set, found a block of rows at a time: in bounded memory, stopped between two steps,
/// kept in a ledger and taken up from it. Ranks share the blocks out, and find the same digits as one process.
/// </summary>
internal sealed class RowBlocks(
    TensorData data, long rowsAtOnce, RandomStream random, RowLedger? ledger, IProgress<double>? progress,
        CancellationToken cancellation, TimeSpan? budget = null,
    Communicator? communicator = null)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Finds the numbers of a block of rows.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="told">Receives the share of the block done, 0 … 1.</param>
    /// <returns>A column a number, an entry a row.</returns>
    public delegate double[][] Work(Batch batch, Action<double> told);

    /// <summary>
    /// Runs the work over all rows, or over as many blocks of them, one at least, as can be begun before the time is
    /// up.
    /// </summary>
    /// <param name="settings">What the numbers depend on.</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="work">Finds them.</param>
    public double[][] Run(IReadOnlyDictionary<string, string> settings, int columns, Work work)
    {
        var identity = new Dictionary<string, string>(settings)
        {
            ["rows"] = string.Create(CultureInfo.InvariantCulture, $"{data.Count} by {rowsAtOnce}"),
            ["stream"] = string.Create(CultureInfo.InvariantCulture, $"{random.Seed}/{random.Name}"),
        };
        if (communicator is { IsShared: true })
            return new SharedRowBlocks(data, rowsAtOnce, random, communicator).Run(identity, columns, work, ledger,
                progress, () => cancellation.IsCancellationRequested, () => clock.Elapsed >= budget);
        var numbers = Enumerable.Range(0, columns).Select(_ => new double[data.Count]).ToArray();
        var done = ledger?.TakeUp(identity, numbers, random) ?? 0;
        var streams = random.State();
        try
        {
            while (done < data.Count && !(done > 0 && clock.Elapsed >= budget))
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var batch = data.Slice(done, rowsAtOnce);
                var rows = batch.Value.shape[0];
                var found = work(batch, share => Tell(done, rows * share));
                for (var column = 0; column < columns; column++) found[column].CopyTo(numbers[column], done);
                done += rows;
                if (ledger is null) continue;
                streams = random.State();
                ledger.Keep(identity, done, numbers, streams, now: done == data.Count);
            }
        }
        catch (OperationCanceledException)
        {
            if (done > 0) ledger?.Keep(identity, done, numbers, streams, now: true);
            throw;
        }
        return done == data.Count ? numbers : [.. numbers.Select(column => column[..(int)done])];
    }

    private void Tell(long done, double more)
    {
        var share = (done + more) / data.Count;
        progress?.Report(budget is { } time ? Math.Min(1, Math.Max(share, clock.Elapsed / time)) : share);
        cancellation.ThrowIfCancellationRequested();
    }
}
