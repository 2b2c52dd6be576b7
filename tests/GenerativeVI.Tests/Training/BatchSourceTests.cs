using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

/// <summary>Batches of one's own making train, resume and are judged as those of a data set are.</summary>
public sealed class BatchSourceTests : IDisposable
{
    private const int Count = 5, Size = 8, Dimension = 6;

    private readonly TempFolder folder = new();
    private readonly TensorData data = new(new RandomStream(3).Bernoulli(full(Count * Size, Dimension, value: 0.3f)));

    [Fact]
    public void AGenerator_Trains_AndResumesWithinAnEpoch()
    {
        var whole = Train(folder["whole"], 12);
        Train(folder["parts"], 8);
        Assert.Equal(whole, Train(folder["parts"], 12, resumed: true));
        Assert.NotEqual(whole, Train(folder["other"], 12, seed: 2));
    }

    [Fact]
    public void EveryEpochOfAGenerator_IsAnother_AndTheSameFromTheSameStream()
    {
        using var scope = NewDisposeScope();
        var (source, order) = (Simulated(), new RandomStream(1));
        var (first, second) = (Epoch(source, order, 0), Epoch(source, order, 1));
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(source, order, 0));

        static byte[] Epoch(BatchSequence source, RandomStream order, long number)
        {
            order.Counter = number;
            using var epoch = source.Begin(order);
            return [.. Enumerable.Range(0, Count).SelectMany(i => epoch.Take(i, order).Value.bytes.ToArray())];
        }
    }

    [Fact]
    public void ASourceOfAnyKind_IsTheLoaderOfTheSameRows()
    {
        Assert.Equal(Weights(new DataLoader(data, Size)), Weights(new Wrapped(new DataLoader(data, Size))));

        byte[] Weights(IBatchSource source)
        {
            using var recipe = Model();
            using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-2), source, new RandomStream(1), new() { Epochs = 2 });
            trainer.Run();
            return Bytes(recipe);
        }
    }

    [Fact]
    public void Bounds_OfASource_AreThoseOfItsRows()
    {
        using var recipe = Model();
        using var whole = new TensorData(data.Values.clone());
        var bySource = new BoundEvaluation(recipe.Model).Evaluate(Rows(), 300, new RandomStream(5));
        var byRows = new BoundEvaluation(recipe.Model).Evaluate(whole, 300, new RandomStream(6));
        Assert.Equal((byRows.Elbo.Count, byRows.Elbo.Guarantee), (bySource.Elbo.Count, bySource.Elbo.Guarantee));
        Assert.Equal(byRows.Elbo.Value, bySource.Elbo.Value, 0.1);
        Assert.Equal(byRows.LogLikelihood.Value, bySource.LogLikelihood.Value, 0.1);
        Assert.Throws<OperationCanceledException>(() => new BoundEvaluation(recipe.Model).Evaluate(
            Rows(), 3, new RandomStream(5), cancellation: new CancellationToken(canceled: true)));

        BatchSequence Rows() => new(Count, data.Count, _ => Enumerable.Range(0, Count).Select(i => data.Slice(i * Size, Size)));
    }

    [Fact]
    public void WhatIsNoBatch_IsNamed()
    {
        using var recipe = Model();
        Refused("the sequence ended after 2 of the 3 batches", new BatchSequence(3, 9, _ => [data.Slice(0, 3), data.Slice(3, 3)]));
        Refused("batch 1 of the epoch has no rows", new BatchSequence(1, 3, _ => [null!]));
        Refused("batch 1 of the epoch: expected [B, …] with at least one row, got [0, 6]", new BatchSequence(1, 3, _ => [Batch.Of(zeros(0, 6))]));
        Refused("expected a sequence of batches, got null", new BatchSequence(1, 3, _ => null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSequence(0, 3, _ => []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSequence(3, 0, _ => []));

        void Refused(string sentence, IBatchSource source)
        {
            using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-2), source, new RandomStream(1));
            Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => trainer.Run()).Message, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    private static BatchSequence Simulated() => new(Count, Count * Size, Make);

    private static IEnumerable<Batch> Make(RandomStream random)
    {
        while (true) yield return Batch.Of(random.Bernoulli(full(Size, Dimension, value: 0.3f)));
    }

    private static Recipe Model() => Recipes.Vae(
        new ModelSettings { Latent = 2, Networks = new() { Hidden = [5] } }, Dimension, new RandomStream(1).Split("weights"));

    private static byte[] Bytes(Recipe recipe) =>
        [.. recipe.Module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];

    private static byte[] Train(string folder, long steps, bool resumed = false, long seed = 1)
    {
        using var recipe = Model();
        var checkpoints = new Checkpoints(folder, everySteps: 1);
        using var trainer = new Trainer(
            recipe.Module, recipe.Phases(1e-2), Simulated(), new RandomStream(seed),
            new TrainingPlan { Epochs = 9, MaximumSteps = steps }, checkpoints);
        if (resumed) Assert.True(checkpoints.LoadLatest(trainer));
        trainer.Run();
        Assert.Equal(steps, trainer.Step);
        return Bytes(recipe);
    }

    private sealed class Wrapped(DataLoader inner) : IBatchSource
    {
        public long Count => inner.Count;

        public long Rows => inner.Rows;

        public IBatchEpoch Begin(RandomStream order) => inner.Begin(order);
    }
}
