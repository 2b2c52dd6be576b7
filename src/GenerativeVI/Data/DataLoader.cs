using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>Batches of a data set in memory: one order an epoch, one index_select a batch.</summary>
/// <param name="data">The set; borrowed.</param>
/// <param name="batchSize">B ≥ 1; the last batch of an epoch may be smaller.</param>
/// <param name="dynamicBinarization">Whether each batch is drawn anew as Bernoulli(value).</param>
public sealed class DataLoader(TensorData data, int batchSize, bool dynamicBinarization = false) : IBatchSource
{
    /// <summary>The set that batches are taken from.</summary>
    public TensorData Data { get; } = data;

    /// <summary>B, the rows of a batch.</summary>
    public int BatchSize { get; } = batchSize >= 1 ? batchSize : throw new ArgumentOutOfRangeException(nameof(batchSize), $"batch size: expected at least 1, got {batchSize}.");

    /// <summary>The batches of an epoch, ⌈N / B⌉.</summary>
    public long Count => (Data.Count + BatchSize - 1) / BatchSize;

    /// <inheritdoc/>
    public long Rows => Data.Count;

    /// <inheritdoc/>
    public IBatchEpoch Begin(RandomStream order) => new Epoch(this, Shuffle(order).DetachFromDisposeScope());

    /// <summary>A random order for one epoch, int64 [N]; the caller owns it.</summary>
    /// <param name="random">The stream of the shuffles.</param>
    public Tensor Shuffle(RandomStream random) => random.Permutation(Data.Count);

    /// <summary>One batch of an epoch.</summary>
    /// <param name="order">The epoch's order, from <see cref="Shuffle"/>.</param>
    /// <param name="number">0 … <see cref="Count"/> − 1.</param>
    /// <param name="random">The stream of the binarization; not drawn from without it.</param>
    public Batch Take(Tensor order, long number, RandomStream random)
    {
        var start = number * BatchSize;
        var index = order.narrow(0, start, Math.Min(BatchSize, Data.Count - start));
        var values = Data.Rows(index);
        return new Batch(dynamicBinarization ? random.Bernoulli(values) : values, Data.Labels?.index_select(0, index), index, Data.Count)
        {
            Context = Data.Context?.index_select(0, index),
            Target = Data.Targets?.index_select(0, index),
        };
    }

    private sealed class Epoch(DataLoader loader, Tensor order) : IBatchEpoch
    {
        public Batch Take(long number, RandomStream random) => loader.Take(order, number, random);

        public void Dispose() => order.Dispose();
    }
}
