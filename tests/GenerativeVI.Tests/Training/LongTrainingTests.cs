using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Training;

/// <summary>A long training of the benchmark's VAE made small holds no more tensors, memory and files at its end than after its first sixth.</summary>
public sealed class LongTrainingTests
{
    private const int Rows = 320, Batch = 32, Apart = 100, MostHandlesOfThreads = 8;

    [Fact, Trait("Speed", "Slow")]
    public void TensorsMemoryAndHandles_AreFlatAfterTheFirstSixth()
    {
        var steps = Effort.Draws(10_000, 600);
        using var folder = new TempFolder();
        using var data = TensorData.From(new ImageSet(new ByteImages([.. Enumerable.Range(0, Rows * 196).Select(i => (byte)(i * 37))], [Rows, 14, 14])));
        var random = new RandomStream(1);
        using var recipe = Recipes.Vae(new ModelSettings { Latent = 5, Networks = new() { Hidden = [100], Dropout = 0.1 } }, data.Dimension, random.Split("weights"));
        var states = new SortedDictionary<long, State>();
        Trainer? trainer = null;
        // What is measured as a step begins is what those before it left.
        var phases = recipe.Phases(1e-3).Select(phase => phase with
        {
            Objective = step =>
            {
                if (trainer!.Step % Apart == 0 || trainer.Step == steps - 1) states[trainer.Step] = State.Now();
                return phase.Objective(step);
            },
        }).ToArray();
        var plan = new TrainingPlan
        {
            Epochs = int.MaxValue,
            MaximumSteps = steps,
            AverageDecay = 0.99,
            Validate = _ => -(double)trainer!.Step,
            CountActiveUnits = () => GenerativeVI.Evaluation.ActiveUnits.Of(recipe.Encoder, data, new RandomStream(2)).Count,
        };
        using (trainer = new Trainer(recipe.Module, phases, new DataLoader(data, Batch, dynamicBinarization: true), random, plan, new Checkpoints(folder["checkpoints"], everySteps: 7)))
            trainer.Run(new Told<TrainingProgress>(_ => { }));

        var (early, late) = (states[steps / 6 / Apart * Apart], states[steps - 1]);
        var all = string.Join("; ", states.Select(state => $"step {state.Key}: {state.Value}"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{steps} steps; {all}");
        Assert.True(early.Tensors > 0 && early.Bytes > 0);
        Assert.Equal(early.Tensors, late.Tensors);
        // Threads of the pool come and go with a handle or two; a file left open at every checkpoint would be dozens.
        Assert.True(late.Handles <= early.Handles + MostHandlesOfThreads, all);
        // Compiled code and the heap's own pages come and go by a few MiB; a batch lost at every step would be more.
        Assert.True(late.Bytes - early.Bytes <= 8 << 20, all);
    }

    private readonly record struct State(long Tensors, long Bytes, int Handles)
    {
        public static State Now()
        {
            // What only waits to be collected is not held.
            for (var i = 0; i < 2; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            using var process = Process.GetCurrentProcess();
            var handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
            return new State(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, process.WorkingSet64, handles);
        }

        public override string ToString() => FormattableString.Invariant($"{Tensors} tensors, {Bytes / 1048576.0:F1} MiB, {Handles} handles");
    }
}
