using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>N ranks train the model of one process on the same batches, up to the rounding of float64.</summary>
public sealed class RankLaws
{
    public static TheoryData<string> Entries => KnownRecipes.All.Names;

    [Theory, MemberData(nameof(Entries))]
    public void Ranks_TrainTheModelOfOneProcess(string name)
    {
        var alone = Train(KnownRecipes.All[name], Communicator.Alone);
        foreach (var ranks in (int[])(Effort.Draws(2, 1) == 1 ? [3] : [2, 3]))
        {
            var shared = Team.Run(ranks, communicator => Train(KnownRecipes.All[name], communicator));
            for (var rank = 0; rank < ranks; rank++)
            {
                Assert.True(Difference(alone.Weights, shared[rank].Weights) <= 1e-9, $"rank {rank} of {ranks}: "
                    + $"weights differ by {Difference(alone.Weights, shared[rank].Weights):G3}.");
                Assert.Equal(shared[0].Weights, shared[rank].Weights);
            }
            Assert.Equal(alone.Bound, shared[0].Bound, 1e-8 * (1 + Math.Abs(alone.Bound)));
        }
        Assert.True(Difference(alone.Weights, alone.First) > 1e-6);
    }

    /// <summary>Three ranks take four of twelve rows each, where the objective is a sum over rows.</summary>
    [Theory]
    [InlineData("vae", 4)]
    [InlineData("iwae", 4)]
    [InlineData("iaf", 4)]
    [InlineData("vae, logistic mixture", 4)]
    [InlineData("sivi", 4)]
    [InlineData("dsivi", 4)]
    [InlineData("dsivi-agg", 4)]
    [InlineData("iwhvi", 4)]
    [InlineData("vqvae", 12)]
    [InlineData("kivi", 12)]
    public void ARank_TakesItsRowsAlone(string name, long expected)
    {
        foreach (var rows in Team.Run(3, Rows)) Assert.Equal(expected, rows);

        long Rows(Communicator communicator)
        {
            using var scope = NewDisposeScope();
            var (seen, random) = (0L, new RandomStream(1));
            using var data = new TensorData(KnownRecipes.All[name].Data().Slice(0, 12).Value);
            using var recipe = KnownRecipes.All[name].Make(random.Split("weights"), null);
            var phase = recipe.Phases(1e-3)[0];
            var watched = phase with
            {
                Objective = step =>
                {
                    seen = step.Batch.Value.shape[0];
                    return phase.Objective(step);
                },
            };
            var plan = new TrainingPlan { MaximumSteps = 2, Epochs = 2 };
            var source = new DataLoader(data, 12);
            using var trainer = new Trainer(recipe.Module, [watched], source, random, plan, communicator: communicator);
            trainer.Run();
            return seen;
        }
    }

    /// <summary>The same for ranks that are processes. <c>mpirun -n N</c> starts them, by MpiTests or by
    /// hand.</summary>
    [Fact]
    public void UnderALauncher_EveryRecipeTrainsTheModelOfOneProcess()
    {
        Assert.SkipUnless(Mpi.IsLaunched, "mpirun did not start this process.");
        using var communicator = Mpi.Start();
        foreach (var entry in KnownRecipes.All.Entries)
        {
            var (alone, shared) = (Train(entry, Communicator.Alone), Train(entry, communicator));
            Assert.True(Difference(alone.Weights, shared.Weights) <= 1e-9, $"{entry.Name}: weights differ by "
                + $"{Difference(alone.Weights, shared.Weights):G3}.");
        }
    }

    private static double Difference(double[] a, double[] b) =>
        a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));

    private sealed record Trained(double[] First, double[] Weights, double Bound);

    private static Trained Train(RecipeEntry entry, Communicator communicator)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(1);
        using var data = entry.Data();
        using var recipe = Recipes.Compose(entry.Settings, DataDescription.Of(data), random.Split("weights"),
            new Constant(0.7), ScalarType.Float64);
        var (values, labels) = (data.Slice(0, 20).Value.to_type(ScalarType.Float64), data.Slice(0, 20).Label);
        var source = new BatchSequence(2, 20, order =>
        {
            var rows = order.Permutation(20);
            return new[] { (0, 13), (13, 7) }.Select(part => rows.narrow(0, part.Item1, part.Item2)).Select(
                index => new Batch(values.index_select(0, index), labels?.index_select(0, index), index, 20));
        });
        var first = Weights(recipe);
        var plan = new TrainingPlan { Epochs = 1, AverageDecay = 0.9 };
        using var trainer = new Trainer(recipe.Module,
            recipe.Phases(new Constant(1e-2), new GradientLimits(Norm: 0.5)), source, random, plan, communicator:
            communicator);
        var last = trainer.Run()!;
        return new Trained(first, Weights(recipe), last.Bound ?? last.Distortion);
    }

    private static double[] Weights(Recipe recipe)
    {
        using var scope = NewDisposeScope();
        return [.. recipe.Module.parameters().Concat(recipe.Module.buffers()).SelectMany(weight =>
            weight.detach().to_type(ScalarType.Float64).flatten().data<double>().ToArray())];
    }
}
