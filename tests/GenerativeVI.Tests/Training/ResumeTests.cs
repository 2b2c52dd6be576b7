using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

/// <summary>N + M steps are N steps, a checkpoint, another process's objects, and M steps: to the last bit, with everything on that has a state.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Rows = 70, Batch = 16, Steps = 34;

    private readonly TempFolder folder = new();
    private readonly TensorData data = TensorData.From(new ImageSet(new ByteImages([.. Enumerable.Range(0, Rows * 12).Select(i => (byte)(i * 37))], [Rows, 3, 4])));

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(32)]
    public void ResumedTraining_IsTheUndisturbedOne(long stop)
    {
        var whole = Train(new Run(this, "whole"), Steps);
        Train(new Run(this, "parts"), stop);
        var second = new Run(this, "parts");
        Assert.True(second.Checkpoints.LoadLatest(second.Trainer));
        Assert.Equal(stop, second.Trainer.Step);
        Assert.Equal(whole, Train(second, Steps));
    }

    [Fact]
    public void ACheckpointWithinAnEpoch_KeepsItsRunningMeans()
    {
        TrainingProgress? undisturbed = null, resumed = null;
        using (var run = new Run(this, "whole", epochs: 1))
        {
            run.Trainer.EpochFinished += epoch => undisturbed = epoch;
            run.Trainer.Run();
        }
        Train(new Run(this, "parts", epochs: 1), 4);
        using var second = new Run(this, "parts", epochs: 1);
        second.Checkpoints.LoadLatest(second.Trainer);
        second.Trainer.EpochFinished += epoch => resumed = epoch;
        second.Trainer.Run();
        Assert.Equal((undisturbed!.Bound, undisturbed.Distortion, undisturbed.Rate), (resumed!.Bound, resumed.Distortion, resumed.Rate));
    }

    [Fact]
    public void ADamagedCheckpoint_IsNamed_AndTheOneBeforeItUsed()
    {
        using var run = new Run(this, "run");
        Train(run, 12);
        var last = run.Checkpoints.Last;
        Assert.Equal(2, last.Count);
        foreach (var damage in (Action<byte[]>[])[bytes => bytes[^1] ^= 1, bytes => bytes[40] ^= 1, bytes => bytes[0] = 0])
        {
            var bytes = File.ReadAllBytes(last[0]);
            var copy = (byte[])bytes.Clone();
            damage(copy);
            File.WriteAllBytes(last[0], copy);
            var notes = new List<string>();
            using var second = new Run(this, "run");
            Assert.True(second.Checkpoints.LoadLatest(second.Trainer, notes.Add));
            Assert.Contains(last[0], Assert.Single(notes), StringComparison.Ordinal);
            Assert.EndsWith($"{second.Trainer.Step:D12}.checkpoint", last[1], StringComparison.Ordinal);
            File.WriteAllBytes(last[0], bytes);
        }
        foreach (var path in last) File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        using var third = new Run(this, "run");
        Assert.Contains("every checkpoint is damaged", Assert.Throws<DataException>(() => third.Checkpoints.LoadLatest(third.Trainer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelsCheckpoint_IsRefusedWithTheDifference_AndNothingChanged()
    {
        Train(new Run(this, "run"), 5);
        using var other = new Run(this, "run", latent: 3);
        var before = Bytes(other.Recipe.Module);
        var message = Assert.Throws<DataException>(() => other.Checkpoints.LoadLatest(other.Trainer)).Message;
        Assert.Contains("encoder.head.bias is Float32 [4] there and Float32 [6] here", message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes(other.Recipe.Module));
        using var seeded = new Run(this, "run", seed: 2);
        Assert.Contains("seed is 1 there and 2 here", Assert.Throws<DataException>(() => seeded.Checkpoints.LoadLatest(seeded.Trainer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutCheckpoints_IsAStart()
    {
        using var run = new Run(this, "none");
        Assert.False(run.Checkpoints.LoadLatest(run.Trainer));
        Assert.Equal(0, run.Trainer.Step);
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    private static byte[] Train(Run run, long steps)
    {
        using (run)
        {
            using var stop = new CancellationTokenSource();
            // With two batches an update and five an epoch, updates end after steps 2, 4, 5, 7, 9, 10, …
            run.OnStep = step => { if (step == steps - 1) stop.Cancel(); };
            run.Trainer.Run(stop: stop.Token);
            Assert.Equal(steps, run.Trainer.Step);
            var weights = Bytes(run.Recipe.Module);
            run.Trainer.Average!.ApplyForGood();
            return [.. weights, .. Bytes(run.Recipe.Module)];
        }
    }

    private static byte[] Bytes(torch.nn.Module module) => [.. module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];

    /// <summary>A training with shuffling, dynamic binarization, dropout, warm-up, a schedule, clipping, accumulation, an average, validation and a plateau.</summary>
    private sealed class Run : IDisposable
    {
        public Run(ResumeTests test, string name, int latent = 2, long seed = 1, int epochs = 100)
        {
            var random = new RandomStream(seed);
            Recipe = Recipes.Vae(
                new ModelSettings { Latent = latent, Networks = new() { Hidden = [8], Dropout = 0.3, Activation = Activation.Tanh } }, test.data.Dimension, random.Split("weights"), new LinearRamp(0, 1, 4));
            var phases = Recipe.Phases(new CosineDecay(1e-2, 1e-4, 8), new GradientLimits(Norm: 5)).Select(phase => phase with
            {
                Objective = step =>
                {
                    OnStep(Trainer!.Step);
                    return phase.Objective(step);
                },
            }).ToArray();
            Checkpoints = new Checkpoints(test.folder[name], everySteps: 1, protocol: new Dictionary<string, string> { ["seed"] = $"{seed}" });
            var plan = new TrainingPlan { Epochs = epochs, AverageDecay = 0.9, Accumulate = 2, PlateauPatience = 1, Validate = _ => -Trainer!.Step };
            Trainer = new Trainer(Recipe.Module, phases, new DataLoader(test.data, Batch, dynamicBinarization: true), random, plan, Checkpoints);
        }

        public Action<long> OnStep { get; set; } = _ => { };

        public Recipe Recipe { get; }

        public Checkpoints Checkpoints { get; }

        public Trainer Trainer { get; }

        public void Dispose()
        {
            Trainer.Dispose();
            Recipe.Dispose();
        }
    }
}
