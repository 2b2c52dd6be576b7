using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Laws;

/// <summary>
/// The whole way from data to a trained model against a closed form: a linear VAE's posterior family holds the true posterior, so that training must reach the maximum likelihood
/// of probabilistic PCA (Lucas+ 2019), and its ELBO must be tight there.
/// </summary>
public sealed class LinearVaeLaw
{
    private const int Observed = 12, Latent = 3, Rows = 1000, Steps = 4000;

    /// <summary>Three seeds, or one where time is short.</summary>
    public static TheoryData<long> Seeds => [.. Enumerable.Range(1, Effort.Draws(3, 1)).Select(seed => (long)seed)];

    [Theory, MemberData(nameof(Seeds)), Trait("Speed", "Slow")]
    public void LinearVae_ReachesTheMaximumLikelihoodOfProbabilisticPca(long seed)
    {
        var random = new RandomStream(seed);
        var rows = FactorModel(random.Split("data"));
        using var data = new TensorData(rows.to_type(ScalarType.Float32));
        using var recipe = Recipes.Vae(
            new ModelSettings { Latent = Latent, Networks = new() { Hidden = [] }, Likelihood = new() { Family = LikelihoodFamily.Gaussian, Spread = Spread.Isotropic } }, Observed, random.Split("weights"));
        using var trainer = new Trainer(
            recipe.Module, recipe.Phases(new CosineDecay(0.02, 1e-4, Steps)), new DataLoader(data, Rows), random.Split("training"), new TrainingPlan { Epochs = Steps });
        trainer.Run();

        var maximum = ProbabilisticPca.MaximumLogLikelihood(rows, Latent);
        var reached = ProbabilisticPca.LogLikelihood(rows, recipe.Decoder, Latent);
        var elbo = new BoundEvaluation(recipe.Model).Evaluate(data, 1000, random.Split("evaluation")).Elbo.Value;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: maximum {maximum:F4}, reached {reached:F4}, ELBO {elbo:F4} nats");
        Assert.True(reached <= maximum + 1e-6, $"{reached} is above the maximum {maximum}");
        Assert.InRange(reached, maximum - 0.05, maximum + 1e-6);
        Assert.InRange(elbo, maximum - 0.05, maximum + 0.01);
    }

    private static Tensor FactorModel(RandomStream random)
    {
        var weights = random.Normal([Latent, Observed], ScalarType.Float64);
        var offset = random.Normal([Observed], ScalarType.Float64);
        return random.Normal([Rows, Latent], ScalarType.Float64).Product(weights) + offset + random.Normal([Rows, Observed], ScalarType.Float64) * 0.5;
    }
}
