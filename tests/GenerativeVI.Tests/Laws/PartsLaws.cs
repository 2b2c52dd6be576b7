using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>Batches in parts, taken side by side by two threads.</summary>
public sealed class PartsLaws
{
    public static TheoryData<string> Entries => KnownRecipes.All.Names;

    /// <summary>With the same noise, what a change of one row does to the surrogate does not depend on another row.</summary>
    [Theory, MemberData(nameof(Entries))]
    public void APhaseByRow_IsASumOverRows(string name)
    {
        using var scope = NewDisposeScope();
        using var recipe = KnownRecipes.All[name].Recipe();
        using var data = KnownRecipes.All[name].Data();
        var (batch, other) = (data.Slice(0, 6), data.Slice(20, 6));
        foreach (var phase in recipe.Phases(1e-3).Where(phase => phase.IsByRow))
        {
            double Surrogate(bool first, bool last)
            {
                var value = batch.Value.clone();
                if (first) value[0] = other.Value[0];
                if (last) value[5] = other.Value[5];
                return phase.Objective(new TrainingStep(batch with { Value = value }, new RandomStream(1), 0)).Surrogate.mean().item<float>();
            }

            var (neither, both, one, another) = (Surrogate(false, false), Surrogate(true, true), Surrogate(true, false), Surrogate(false, true));
            Assert.NotEqual(neither, both);
            Assert.Equal(one - neither, both - another, 2e-5 * (1 + Math.Abs(neither) + Math.Abs(both)));
        }
    }

    [Theory]
    [InlineData("vae", true)]
    [InlineData("iwae", true)]
    [InlineData("sivi", true)]
    [InlineData("realnvp", true)]
    [InlineData("avb", false)]
    [InlineData("kivi", false)]
    [InlineData("vqvae", false)]
    [InlineData("vae, free bits", false)]
    public void WhichPhasesAreByRow(string name, bool expected) =>
        Assert.Equal(expected, KnownRecipes.All[name].Recipe().Phases(1e-3)[0].IsByRow);

    /// <summary>Without noise the gradient is that of the whole batch, up to rounding; and twice the same is the same to the last bit.</summary>
    [Fact]
    public void TrainedInParts_ItIsTheSameTraining()
    {
        using var scope = NewDisposeScope();
        var (whole, parts, again) = (Flow(parts: false), Flow(parts: true), Flow(parts: true));
        Assert.Equal(parts.Weights.bytes.ToArray(), again.Weights.bytes.ToArray());
        Assert.NotEqual(whole.Weights.bytes.ToArray(), parts.Weights.bytes.ToArray());
        Assert.True((whole.Weights - parts.Weights).abs().max().item<float>() < 1e-4);
        Assert.Equal(whole.Bound, parts.Bound, 1e-4);
        Assert.Equal([1], whole.Callers);
        Assert.Equal([2], parts.Callers);
    }

    /// <summary>What is drawn for a row does not depend on the threads either: the gradient of parts is that of the
    /// whole batch, up to rounding.</summary>
    [Theory]
    [InlineData("vae")]
    [InlineData("iwae")]
    [InlineData("sivi")]
    [InlineData("dsivi-agg")]
    [InlineData("vae, logistic mixture")]
    [InlineData("vae, VIMCO")]
    public void TrainedInParts_TheDrawsAreTheSame(string name)
    {
        var (whole, parts) = (Weights(1), Weights(2));
        Assert.True(whole.Zip(parts).Max(pair => Math.Abs(pair.First - pair.Second)) < 1e-4);

        float[] Weights(int threads)
        {
            using var scope = NewDisposeScope();
            using var tuned = new Tuned(threads);
            var random = new RandomStream(1);
            using var data = new TensorData(KnownRecipes.All[name].Data().Slice(0, 60).Value);
            using var recipe = KnownRecipes.All[name].Make(random.Split("weights"), null);
            // By plain gradients: Adam's first steps have the size of the rate, whatever the gradient.
            var phases = recipe.Phases(1e-2).Select(phase =>
                phase with { Optimizer = optim.SGD(recipe.Module.parameters(), 1e-2) }).ToArray();
            using var trainer = new Trainer(recipe.Module, phases, new DataLoader(data, 60), random,
                new TrainingPlan { Epochs = 3 });
            trainer.Run();
            return [.. recipe.Module.parameters().SelectMany(p => p.detach().data<float>().ToArray())];
        }
    }

    [Fact]
    public void AFailureInAPart_IsTheTrainings()
    {
        using var scope = NewDisposeScope();
        using var two = new Tuned(2);
        var flow = new FlowPrior(new FlowSettings(FlowKind.RealNvp, 1) { Hidden = [4] }, 4, new RandomStream(1));
        using var data = new TensorData(new RandomStream(2).Normal([128, 4]));
        var phase = new Phase("fit", new OnePassAdam(flow.parameters()), step =>
            step.Batch.Index[0].item<long>() == 64 ? throw new InvalidTimeZoneException("a part") : ExactLogLikelihood.Evaluate(flow, step.Batch))
        {
            IsByRow = true,
        };
        using var trainer = new Trainer(flow, [phase], new Ordered(data), new RandomStream(3));
        Assert.Equal("a part", Assert.Throws<InvalidTimeZoneException>(() => trainer.Run()).Message);
    }

    [Theory]
    [InlineData("vae")]
    [InlineData("sivi")]
    [InlineData("RealNvp posterior")]
    public void StoppedAndResumed_InParts_ItIsTheUndisturbedTraining(string name)
    {
        using var two = new Tuned(2);
        using var folder = new TempFolder();
        name = KnownRecipes.All.Names.Select(row => row.Data).Single(entry => entry == name || entry == $"vae, {name}");
        var whole = Train(folder["whole"], 7);
        Train(folder["parts"], 3);
        Assert.Equal(whole, Train(folder["parts"], 7, resumed: true));

        byte[] Train(string path, int steps, bool resumed = false)
        {
            using var scope = NewDisposeScope();
            var rows = KnownRecipes.All[name].Data().Slice(0, 60).Value;
            using var data = new TensorData(cat([rows, rows, rows], 0));
            var random = new RandomStream(1);
            using var recipe = KnownRecipes.All[name].Make(random.Split("weights"), null);
            var checkpoints = new Checkpoints(path, everySteps: 1);
            using var trainer = new Trainer(
                recipe.Module, recipe.Phases(1e-2), new DataLoader(data, 90), random, new TrainingPlan { Epochs = 10, MaximumSteps = steps }, checkpoints);
            if (resumed) Assert.True(checkpoints.LoadLatest(trainer));
            trainer.Run();
            return [.. recipe.Module.parameters().SelectMany(p => p.detach().bytes.ToArray())];
        }
    }

    private static (Tensor Weights, double Bound, int[] Callers) Flow(bool parts)
    {
        using var tuned = new Tuned(parts ? 2 : 1);
        var flow = new FlowPrior(new FlowSettings(FlowKind.RealNvp, 2) { Hidden = [8] }, 4, new RandomStream(1));
        using var data = new TensorData(new RandomStream(2).Normal([200, 4]));
        var callers = new System.Collections.Concurrent.ConcurrentDictionary<long, int>();
        var phase = new Phase("fit", new OnePassAdam(flow.parameters()), step =>
        {
            // Two and three rows show only where the draws have theirs.
            if (step.Batch.Value.shape[0] > 3)
                callers.AddOrUpdate(step.Batch.Value.shape[0], 1, (_, count) => count + 1);
            return ExactLogLikelihood.Evaluate(flow, step.Batch);
        })
        {
            IsByRow = true,
        };
        using var trainer = new Trainer(flow, [phase], new DataLoader(data, 100), new RandomStream(3), new TrainingPlan { Epochs = 10 });
        var last = trainer.Run()!;
        return (cat([.. flow.parameters().Select(p => p.detach().flatten())]), last.Bound!.Value, [.. callers.Select(pair => 100 / (int)pair.Key)]);
    }

    // A process that was tuned for so many threads, as far as trainings see it.
    private sealed class Tuned : IDisposable
    {
        private readonly Threads threads = new(get_num_threads());

        public Tuned(int count) => ProcessTuning.Apply(count);

        public void Dispose() => threads.Dispose();
    }

    private sealed class Ordered(TensorData data) : IBatchSource
    {
        public long Count => 1;

        public long Rows => data.Count;

        public IBatchEpoch Begin(RandomStream order) => new Whole(data);

        private sealed class Whole(TensorData data) : IBatchEpoch
        {
            public Batch Take(long number, RandomStream random) => data.Slice(0, (int)data.Count);

            public void Dispose()
            {
            }
        }
    }
}
