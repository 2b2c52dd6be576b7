using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Formats;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

[Trait("Speed", "Slow")]
public sealed class RecipeLaws
{
    private static readonly Registry<RecipeEntry> All = KnownRecipes.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Annealed => All.NamesOf(entry => entry.IsAnnealed);

    [Theory, MemberData(nameof(Entries))]
    public void EveryParameter_ReceivesAGradient(string name)
    {
        using var recipe = All[name].Recipe();
        using var data = All[name].Data();
        foreach (var phase in recipe.Phases(1e-3)) phase.Objective(new TrainingStep(data.Slice(0, 32), new RandomStream(1), 0)).Surrogate.backward();
        var failures = recipe.Module.named_parameters().Select(p => Failure(p.Item1, p.Item2.grad)).OfType<string>();
        Assert.Empty(failures);
        Assert.NotEmpty(recipe.Module.parameters());

        static string? Failure(string parameter, Tensor? gradient) =>
            gradient is null ? $"{parameter} has no gradient"
            : !gradient.isfinite().all().item<bool>() ? $"{parameter} has a gradient that is not finite"
            : !(gradient != 0).any().item<bool>() ? $"{parameter} has a gradient of zeros"
            : null;
    }

    [Theory, MemberData(nameof(Entries))]
    public void ABatchOfOneRow_IsABatch(string name)
    {
        using var recipe = All[name].Recipe();
        using var data = All[name].Data();
        using var trainer = new Trainer(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 1), new RandomStream(1), new TrainingPlan { Epochs = 1, MaximumSteps = 3 });
        trainer.Run();
        Assert.Equal(3, trainer.Step);
        Assert.All(recipe.Module.named_parameters(), parameter => Assert.True(parameter.Item2.isfinite().all().item<bool>(), parameter.Item1));
    }

    [Theory, MemberData(nameof(Entries))]
    public void EveryParameter_IsRegistered_AndGivenToAnOptimizer(string name)
    {
        using var recipe = All[name].Recipe();
        var registered = recipe.Module.parameters().ToHashSet(ReferenceEqualityComparer.Instance);
        var held = ObjectGraph.Parameters(recipe);
        Assert.True(held.Count >= registered.Count && registered.Count > 0);
        Assert.All(held, parameter => Assert.Contains(parameter, registered));
        var optimized = recipe.Phases(1e-3).SelectMany(phase => phase.Optimizer.parameters()).ToHashSet(ReferenceEqualityComparer.Instance);
        Assert.True(optimized.SetEquals(registered), "the optimizers hold other parameters than the module");
    }

    [Theory, MemberData(nameof(Entries))]
    public void LiveTensors_AreAsManyAfterStep50AsAfterStep10(string name)
    {
        using var recipe = All[name].Recipe();
        using var data = All[name].Data();
        var live = new List<long>();
        var phases = recipe.Phases(1e-3).Select((phase, i) => i == 0 ? phase with { Objective = Counted(phase.Objective) } : phase).ToArray();
        new Trainer(recipe.Module, phases, new DataLoader(data, 16), new RandomStream(1), new TrainingPlan { Epochs = 100, MaximumSteps = 51 }).Run();
        // What is counted as step 11 begins is what step 10 left.
        Assert.Equal(51, live.Count);
        Assert.True(live[10] > 0);
        Assert.Equal(live[10], live[50]);

        Func<TrainingStep, Bound> Counted(Func<TrainingStep, Bound> objective) => step =>
        {
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return objective(step);
        };
    }

    [Theory, MemberData(nameof(Entries))]
    public void SavedAndLoaded_GivesTheSameNumbers(string name)
    {
        using var folder = new TempFolder();
        using var data = All[name].Data();
        using var recipe = All[name].Recipe();
        RecipeEntry.Trainer(recipe, data, new RandomStream(1), 3).Run();
        Weights.Save(recipe.Module, folder["model.safetensors"]);
        using var loaded = All[name].Recipe(seed: 2);
        Assert.NotEqual(Bounds(recipe, data), Bounds(loaded, data));
        Weights.Load(loaded.Module, folder["model.safetensors"]);
        Assert.Equal(Bounds(recipe, data), Bounds(loaded, data));
    }

    [Theory, MemberData(nameof(Entries))]
    public void SameSeed_IsTheSameRun_WhateverElseIsDrawn(string name)
    {
        var plain = Run(name, 1, _ => { });
        var watched = Run(name, 1, random =>
        {
            random.Split("pictures").Normal([5]);
            manual_seed(3);
            rand(7);
        });
        Assert.Equal(plain.Bound, watched.Bound);
        Assert.Equal(plain.Weights, watched.Weights);
        Assert.NotEqual(plain.Weights, Run(name, 2, _ => { }).Weights);
    }

    /// <summary>Of those with several phases, or a state beside their weights; the optimizers' laws have the rest.</summary>
    [Theory]
    [InlineData("ardae")]
    [InlineData("avb")]
    [InlineData("hvm")]
    [InlineData("rws")]
    [InlineData("vqvae")]
    public void AfterAMeasurementOfThreads_ItIsTheSameRun(string name)
    {
        using var two = new Threads(2);
        var count = 0;
        var measured = Run(name, 1, _ => { }, trainer => count = trainer.MeasureThreads());
        using var chosen = new Threads(count);
        var plain = Run(name, 1, _ => { });
        Assert.Equal(plain.Bound, measured.Bound);
        Assert.Equal(plain.Weights, measured.Weights);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Training_TouchesNoAmbientGenerator(string name)
    {
        using var data = All[name].Data();
        using var recipe = All[name].Recipe();
        manual_seed(5);
        var expected = rand(4);
        manual_seed(5);
        RecipeEntry.Trainer(recipe, data, new RandomStream(1), 2).Run();
        Bounds(recipe, data);
        Close.AssertSame(expected, rand(4));
    }

    [Theory, MemberData(nameof(Entries))]
    public void Training_RaisesTheBound(string name)
    {
        using var data = All[name].Data();
        using var recipe = All[name].Recipe();
        var before = Bounds(recipe, data);
        RecipeEntry.Trainer(recipe, data, new RandomStream(1), Effort.Draws(50, 20)).Run();
        var after = Bounds(recipe, data);
        Assert.True(after.Elbo.Value > before.Elbo.Value + 0.1, $"from {before.Elbo} to {after.Elbo}");
        Assert.True(after.LogLikelihood.Value >= after.Elbo.Value);
    }

    [Theory, MemberData(nameof(Annealed))]
    public void KlWeight_ChangesTheSurrogateAndNeverTheNumber(string name)
    {
        using var data = All[name].Data();
        Bound At(Schedule? klWeight) =>
            All[name].Make(new RandomStream(1), klWeight).Phases(1e-3)[0].Objective(new TrainingStep(data.Slice(0, 16), new RandomStream(1), 0.5));

        var (plain, annealed) = (At(null), At(new LinearRamp(0, 1, 1)));
        Assert.Equal(plain.PerDatum is null, annealed.PerDatum is null);
        if (plain.PerDatum is not null) Close.AssertSame(plain.PerDatum, annealed.PerDatum!);
        Assert.False(plain.Surrogate.allclose(annealed.Surrogate));
        Close.AssertSame(plain.Surrogate, At(new LinearRamp(0, 1, 0.5)).Surrogate);
    }

    private static LikelihoodBounds Bounds(Recipe recipe, TensorData data)
    {
        recipe.Module.eval();
        var bounds = new BoundEvaluation(recipe.Model).Evaluate(data, 4, new RandomStream(9));
        recipe.Module.train();
        return bounds;
    }

    private static (double? Bound, byte[] Weights) Run(string name, long seed, Action<RandomStream> meanwhile, Action<Trainer>? before = null)
    {
        using var data = All[name].Data();
        var random = new RandomStream(seed);
        using var recipe = All[name].Make(random.Split("weights"), null);
        var trainer = RecipeEntry.Trainer(recipe, data, random, 4);
        trainer.EpochFinished += _ => meanwhile(random);
        before?.Invoke(trainer);
        var last = trainer.Run(progress: new Told<TrainingProgress>(_ => meanwhile(random)))!;
        return (last.Bound, [.. recipe.Module.parameters().SelectMany(p => p.detach().bytes.ToArray())]);
    }
}
