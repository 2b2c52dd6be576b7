using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Benchmarks;

/// <summary>Training steps of the classic VAE 784-400-20 on grey MNIST, batch 128, as a user of the library takes them: recipe, loader and trainer.</summary>
internal static class VaeStep
{
    private const int Batch = 128;

    public static Measurement Run(Settings settings)
    {
        var images = ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false });
        using var data = TensorData.From(images.Train);
        var random = new RandomStream(1);
        using var recipe = Recipes.Vae(new ModelSettings { Latent = 20, Networks = new() { Hidden = [400] } }, data.Dimension, random.Split("weights"));
        var (phases, loader) = (recipe.Phases(1e-3), new DataLoader(data, Batch));
        return Measurement.Of(settings, Batch, steps => new Trainer(recipe.Module, phases, loader, random, new TrainingPlan { Epochs = int.MaxValue, MaximumSteps = steps }).Run());
    }
}
