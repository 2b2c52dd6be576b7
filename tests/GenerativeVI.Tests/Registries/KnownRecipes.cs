using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Registries;

/// <summary>A method on a little data of its own.</summary>
/// <param name="Make">From the stream of the first weights and the weight of the KL.</param>
/// <param name="Data">Rows that it can be trained on.</param>
public sealed record RecipeEntry(string Name, Func<RandomStream, Schedule?, Recipe> Make, Func<TensorData> Data) : IEntry
{
    public Recipe Recipe(long seed = 1) => Make(new RandomStream(seed).Split("weights"), null);

    /// <summary>A trainer of the recipe in batches of 16, with a run's usual streams.</summary>
    public static Trainer Trainer(Recipe recipe, TensorData data, RandomStream random, int epochs) =>
        new(recipe.Module, recipe.Phases(1e-3), new DataLoader(data, 16), random, new TrainingPlan { Epochs = epochs });
}

public static class KnownRecipes
{
    public const int Rows = 60, Dimension = 9;

    public static readonly Registry<RecipeEntry> All = new(
        Vae("vae", new() { Hidden = [8, 6], Latent = 3 }),
        Vae("vae, gated", new() { Hidden = [8], Latent = 3, Gated = true }),
        Vae("vae, tanh", new() { Hidden = [8], Latent = 3, Activation = Activation.Tanh }),
        Vae("vae, linear", new() { Hidden = [], Latent = 3 }),
        Vae("vae, Gaussian, isotropic", new() { Hidden = [8], Latent = 3, Likelihood = Likelihood.Gaussian, Spread = Spread.Isotropic }),
        Vae("vae, Gaussian, diagonal", new() { Hidden = [8], Latent = 3, Likelihood = Likelihood.Gaussian, Spread = Spread.Diagonal }),
        Vae("vae, Gaussian, conditional", new() { Hidden = [8], Latent = 3, Likelihood = Likelihood.Gaussian, Spread = Spread.Conditional }));

    private static RecipeEntry Vae(string name, VaeSettings settings) =>
        new(name, (random, klWeight) => Recipes.Vae(settings, Dimension, random, klWeight), settings.Likelihood == Likelihood.Bernoulli ? Bits : Reals);

    private static TensorData Bits() => new(new RandomStream(100).Bernoulli(full(Rows, Dimension, 0.3)).to_type(ScalarType.Byte));

    private static TensorData Reals() => new(new RandomStream(100).Normal([Rows, Dimension]));
}
