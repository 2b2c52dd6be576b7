using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Benchmarks;

/// <summary>Training steps of the semi-implicit VAE by its name: 784-200-200-50, tanh, 10 elements of noise above the first layer, K mixing draws a row, on MNIST binarized afresh.</summary>
internal static class Sivi
{
    public static Measurement Run(Settings settings)
    {
        using var data = TensorData.From(ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false }).Train);
        var random = new RandomStream(1);
        var sivi = Recipes.Find("sivi").Defaults;
        var posterior = sivi.Model.Posterior with { Mixing = sivi.Model.Posterior.Mixing with { Noise = 10, Samples = settings.Samples } };
        using var recipe = Recipes.Compose(
            sivi with { Model = sivi.Model with { Latent = 50, Posterior = posterior, Networks = new() { Hidden = [200, 200], Activation = Activation.Tanh } } },
            new DataDescription([data.Dimension]), random.Split("weights"));
        var (phases, loader) = (recipe.Phases(1e-3), new DataLoader(data, settings.Batch, dynamicBinarization: true));
        return Measurement.Of(
            settings, settings.Batch, steps => new Trainer(recipe.Module, phases, loader, random, new TrainingPlan { Epochs = int.MaxValue, MaximumSteps = steps }).Run());
    }
}
