using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>A training that was stopped within an epoch, stored and taken up by another process is the undisturbed one to the last bit, for every method.</summary>
[Trait("Speed", "Slow")]
public sealed class ResumeLaws
{
    private const int Steps = 7, Stop = 3;

    public static TheoryData<string> Entries => KnownRecipes.All.Names;

    [Theory, MemberData(nameof(Entries))]
    public void StoppedAndResumed_IsTheUndisturbedTraining(string name)
    {
        using var folder = new TempFolder();
        var whole = Train(name, folder["whole"], Steps);
        Train(name, folder["parts"], Stop);
        Assert.Equal(whole, Train(name, folder["parts"], Steps, resumed: true));
    }

    private static byte[] Train(string name, string folder, int steps, bool resumed = false)
    {
        using var data = KnownRecipes.All[name].Data();
        var random = new RandomStream(1);
        using var recipe = KnownRecipes.All[name].Make(random.Split("weights"), null);
        var checkpoints = new Checkpoints(folder, everySteps: 1);
        using var trainer = new Trainer(
            recipe.Module, recipe.Phases(1e-2), new DataLoader(data, 16), random, new TrainingPlan { Epochs = 10, MaximumSteps = steps }, checkpoints);
        if (resumed)
        {
            Assert.True(checkpoints.LoadLatest(trainer));
            Assert.Equal(Stop, trainer.Step);
        }
        trainer.Run();
        return [.. recipe.Module.parameters().SelectMany(p => p.detach().bytes.ToArray()), .. recipe.Module.named_buffers().SelectMany(b => b.buffer.bytes.ToArray())];
    }
}
