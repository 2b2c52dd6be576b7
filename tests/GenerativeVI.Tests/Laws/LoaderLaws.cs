using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

public sealed class LoaderLaws
{
    [Theory]
    [InlineData(10, 3, 4)]
    [InlineData(10, 5, 2)]
    [InlineData(10, 64, 1)]
    [InlineData(1, 1, 1)]
    public void AnEpoch_ShowsEveryRowOnce_TheLastBatchMayBeSmall(int rows, int batchSize, int batches)
    {
        using var data = Numbered(rows);
        var loader = new DataLoader(data, batchSize);
        Assert.Equal(batches, loader.Count);
        var epoch = Epoch(loader, new RandomStream(1));
        Assert.All(epoch[..^1], batch => Assert.Equal(batchSize, batch.Value.shape[0]));
        Assert.Equal(rows - (batches - 1) * batchSize, epoch[^1].Value.shape[0]);
        var seen = cat(epoch.Select(b => b.Index).ToArray()).data<long>().ToArray();
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (long)i), seen.Order());
    }

    [Fact]
    public void ABatch_HoldsTheRowsAndLabelsOfItsIndex()
    {
        using var data = Numbered(10);
        foreach (var batch in Epoch(new DataLoader(data, 4), new RandomStream(1)))
        {
            Assert.Equal(10, batch.DataSetSize);
            Close.AssertSame(batch.Index, batch.Label!);
            // Row i holds i/255 and 2i/255.
            Close.AssertAll(stack([batch.Index, batch.Index * 2], 1).to_type(ScalarType.Float32) / 255, batch.Value, 1e-7);
        }
    }

    [Fact]
    public void Epochs_HaveOrdersOfTheirOwn()
    {
        using var data = Numbered(50);
        var (loader, random) = (new DataLoader(data, 10), new RandomStream(1));
        Assert.NotEqual(loader.Shuffle(random).data<long>().ToArray(), loader.Shuffle(random).data<long>().ToArray());
    }

    [Fact, Trait("Speed", "Slow")]
    public void DynamicBinarization_DrawsBitsAnew_WithGreyValuesAsMeans()
    {
        using var data = new TensorData(tensor(new byte[] { 0, 51, 102, 255 }).reshape(1, 4), scale: 255);
        var (loader, random) = (new DataLoader(data, 1, dynamicBinarization: true), new RandomStream(1));
        var order = arange(1);
        var draws = cat(Enumerable.Range(0, Effort.Draws(20_000, 4_000)).Select(_ => loader.Take(order, 0, random).Value).ToArray());
        Assert.True(((draws == 0) | (draws == 1)).all().item<bool>());
        MonteCarlo.AssertMean(tensor(new[] { 0, 0.2, 0.4, 1 }), draws.to_type(ScalarType.Float64), 0.05);
    }

    [Fact]
    public void StaticBinarization_IsDrawnOnce()
    {
        using var grey = new TensorData(arange(200).to_type(ScalarType.Byte).reshape(50, 4), eventShape: [2, 2], scale: 255);
        using var first = grey.Binarize(new RandomStream(1));
        using var second = grey.Binarize(new RandomStream(1));
        Close.AssertSame(first.Values, second.Values);
        Assert.Equal([2, 2], first.EventShape);
        Close.AssertSame(first.Slice(0, 50).Value, first.Slice(0, 50).Value);
        Assert.InRange(first.Mean().mean().item<double>(), 0.2, 0.6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void ABatchOfNothing_IsRefused(int batchSize)
    {
        using var data = Numbered(3);
        Assert.Contains($"batch size: expected at least 1, got {batchSize}.", Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(data, batchSize)).Message, StringComparison.Ordinal);
    }

    private static Batch[] Epoch(DataLoader loader, RandomStream random)
    {
        var order = loader.Shuffle(random);
        return [.. Enumerable.Range(0, (int)loader.Count).Select(i => loader.Take(order, i, random))];
    }

    private static TensorData Numbered(int rows) => new(stack([arange(rows), arange(rows) * 2], 1).to_type(ScalarType.Byte), arange(rows), scale: 255);
}
