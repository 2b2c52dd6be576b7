using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>A linear autoencoder spans the subspace of the principal components (Baldi &amp; Hornik 1989), found here by a singular value decomposition.</summary>
public sealed class AutoencoderLaw
{
    private const int Observed = 8, Latent = 3, Rows = 400, Steps = 3000;

    [Fact]
    public void LinearAutoencoder_SpansThePrincipalSubspace_AndReconstructsAsWell()
    {
        var random = new RandomStream(1);
        var rows = random.Normal([Rows, Observed]).Product(random.Normal([Observed, Observed])) + random.Normal([Observed]);
        using var data = new TensorData(rows);
        var settings = Recipes.Find("ae").Defaults;
        settings = settings with
        {
            Model = settings.Model with { Latent = Latent, Networks = new() { Hidden = [] }, Likelihood = new() { Family = LikelihoodFamily.Gaussian, Spread = Spread.Isotropic } },
        };
        using var recipe = Recipes.Compose(settings, DataDescription.Of(data), random.Split("weights"));
        new Trainer(
            recipe.Module, recipe.Phases(new CosineDecay(0.02, 1e-4, Steps)), new DataLoader(data, Rows), random.Split("training"), new TrainingPlan { Epochs = Steps }).Run();
        using var model = new TrainedModel(recipe, [Observed]);

        var centred = rows - rows.mean([0L]);
        var (_, values, vectors) = linalg.svd(centred, fullMatrices: false);
        var principal = vectors.narrow(0, 0, Latent); // [latent, D]
        var reconstructed = model.Reconstruct(rows);
        var outside = reconstructed - reconstructed.mean([0L]);
        outside -= outside.Product(principal.T).Product(principal);
        var optimum = values.narrow(0, Latent, Observed - Latent).square().sum().item<float>();
        var error = (reconstructed - rows).square().sum().item<float>();
        Assert.True(outside.square().sum().item<float>() < 1e-3 * centred.square().sum().item<float>(), "reconstructions leave the principal subspace");
        Assert.InRange(error, optimum * 0.999, optimum * 1.01);
        Assert.True(optimum > 1e-2 * centred.square().sum().item<float>(), "nothing is left out: the law would say nothing");
    }
}
