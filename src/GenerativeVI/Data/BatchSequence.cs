using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>
/// Batches that are made one after the other: read from a stream, simulated, or augmented. A training that is resumed
/// within an epoch lets the batches before its place be made again, and drops them.
/// </summary>
/// <param name="count">The batches of an epoch, at least 1.</param>
/// <param name="rows">N, the rows of an epoch, at least 1.</param>
/// <param name="epoch">The batches of an epoch from a random stream of its own: the same from the same stream, and at
/// least <paramref name="count"/>. A batch is made within the dispose scope of the step that takes it: tensors that
/// the sequence needs for longer it takes out of that scope, by DetachFromDisposeScope, and frees itself.</param>
public sealed class BatchSequence(long count, long rows, Func<RandomStream, IEnumerable<Batch>> epoch) : IBatchSource
{
    /// <inheritdoc/>
    public long Count { get; } = count >= 1 ? count
        : throw new ArgumentOutOfRangeException(nameof(count), $"count: expected at least 1 batch, got {count}.");

    /// <inheritdoc/>
    public long Rows { get; } = rows >= 1 ? rows
        : throw new ArgumentOutOfRangeException(nameof(rows), $"rows: expected at least 1, got {rows}.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no sequence.</exception>
    public IBatchEpoch Begin(RandomStream order)
    {
        var batches = epoch(new RandomStream(order.NextSeed(), order.Device))
            ?? throw new ArgumentException("epoch: expected a sequence of batches, got null.");
        return new Epoch(batches.GetEnumerator(), Count);
    }

    private sealed class Epoch(IEnumerator<Batch> batches, long count) : IBatchEpoch
    {
        private long made;

        public Batch Take(long number, RandomStream random)
        {
            while (made <= number)
            {
                if (!batches.MoveNext())
                    throw new ArgumentException(
                        $"epoch: the sequence ended after {made} of the {count} batches of an epoch; make as many every time, or say a smaller count.");
                made++;
            }
            return batches.Current;
        }

        public void Dispose() => batches.Dispose();
    }
}
