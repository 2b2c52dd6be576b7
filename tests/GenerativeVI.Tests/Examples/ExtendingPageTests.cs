using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Examples;

/// <summary>The page on flows, bounds, priors, likelihoods and posteriors: its code compiles, and is right.</summary>
public sealed class ExtendingPageTests
{
    [Fact]
    public void TheFlow_InvertsAndKeepsTheMassOfADensity()
    {
        using var flow = new LeakyFlow(1);
        using (no_grad()) flow.parameters().Single().fill_(0.7);
        var points = linspace(-12, 12, 24001).unsqueeze(-1);
        var mapped = flow.Map(points);
        var back = flow.Invert(mapped.Value);
        Assert.True((back.Value - points).abs().max().item<float>() < 1e-5);
        Assert.True((back.LogDeterminant + mapped.LogDeterminant).abs().max().item<float>() < 1e-6);
        var density = new FlowDistribution(new StandardNormal(1), flow).LogDensity(points).exp();
        // The density jumps at 0, by less than 1: the sum of steps of 1e-3 is off by less than that.
        Assert.Equal(1, density.sum().item<float>() * 1e-3, 1e-3);
    }

    [Fact]
    public void TheLikelihood_SumsToOneAndDrawsWhatItSays()
    {
        var (logits, random) = (tensor(new[] { -1.5f, 0.4f }), new RandomStream(seed: 3));
        var distribution = new Geometric(logits);
        var counts = arange(400).to(float32).reshape(400, 1, 1);
        var masses = new Geometric(logits.unsqueeze(-1)).LogDensity(counts).exp().sum(dim: 0);
        Assert.True((masses - 1).abs().max().item<float>() < 1e-5);
        var draws = distribution.Sample(random, 200_000).Value;
        Assert.True(draws.ge(0).all().item<bool>());
        // The greatest standard deviation is below 5.1: 200 000 draws err by less than 0.0115, and this is 6 of that.
        Assert.True((draws.mean([0L]) - distribution.Mean).abs().max().item<float>() < 0.07);
    }

    [Fact]
    public void TheBound_IsBelowImportanceWeighting_AndRefusesAnIntegratedRatio()
    {
        var (random, counts) = (new RandomStream(seed: 1), Counts());
        using var model = Model(random);
        var (best, weighted) = (
            new BestDraw(8).Evaluate(model, Batch.Of(counts), new RandomStream(5)).PerDatum!,
            new ImportanceWeighted(8).Evaluate(model, Batch.Of(counts), new RandomStream(5)).PerDatum!);
        Assert.True((best <= weighted + 1e-4).all().item<bool>());
        Assert.True((best < weighted).any().item<bool>());
        using var recipe = Recipes.Vae(new ModelSettings { Latent = 2 }, 16, random);
        var refusal = Assert.Throws<ArgumentException>(() =>
            new BestDraw(8).Evaluate((ILatentModel)recipe.Module, Batch.Of(counts.clamp(0, 1)), random));
        Assert.Contains("take a BracketedRatio", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllTogether_Train()
    {
        var random = new RandomStream(seed: 1);
        using var data = new TensorData(Counts());
        using var model = Model(random);
        var objective = new BestDraw(5);
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
        var phase = new Phase("bound", optimizer, step => objective.Evaluate(model, step.Batch, step.Random));
        var judge = new BoundEvaluation(model);
        var before = judge.Evaluate(data, samples: 20, random.Split("before")).LogLikelihood;
        var (batches, plan) = (new DataLoader(data, batchSize: 16), new TrainingPlan { Epochs = 20 });
        using var trainer = new Trainer(model, [phase], batches, random.Split("training"), plan);
        trainer.Run();
        var after = judge.Evaluate(data, samples: 20, random.Split("after")).LogLikelihood;
        Assert.Equal(Guarantee.Lower, after.Guarantee);
        Assert.True(after.Value > before.Value + 1, $"{before} became {after}");
    }

    [Fact]
    public void TheFlow_IsAPosteriorAndAPrior()
    {
        var random = new RandomStream(seed: 1);
        var body = nn.Sequential(nn.Linear(16, 32), nn.Tanh());
        var decoder = new Decoder<Geometric>(nn.Linear(2, 16), new GeometricOutput(), dimension: 16);
        // page
        var encoder = new InvertibleFlowEncoder(body, features: 32, new LeakyFlow(2), random);
        var prior = new FlowPrior(new LeakyFlow(2));
        // end
        var exact = new ExactDensity();
        using var model = new LatentVariableModel<IDistribution, IDistribution>(
            prior, encoder, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact));
        var bound = new Elbo().Evaluate(model, Batch.Of(Counts()), random);
        bound.Surrogate.backward();
        Assert.Equal(2, model.named_parameters().Count(p => p.name.Contains("logSlope", StringComparison.Ordinal)));
        Assert.All(model.named_parameters(), p => Assert.False(p.parameter.grad is null, p.name));
    }

    [Fact]
    public void ThePage_IsWhatIsCompiledHere() => Repository.AssertCompiled("docs/extending.md", 7,
        "tests/GenerativeVI.Tests/Examples/ExtendingPage.cs",
        "tests/GenerativeVI.Tests/Examples/ExtendingPageTests.cs");

    private static LatentVariableModel<IDistribution, IDistribution> Model(RandomStream random)
    {
        torch.random.manual_seed(random.Seed);
        // page
        var body = nn.Sequential(nn.Linear(16, 32), nn.Tanh());
        var encoder = new LaplaceEncoder(body, features: 32, latent: 2);
        var network = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 16));
        var decoder = new Decoder<Geometric>(network, new GeometricOutput(), dimension: 16);
        var exact = new ExactDensity();
        var model = new LatentVariableModel<IDistribution, IDistribution>(
            new LaplacePrior(2), encoder, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact));
        // end
        return model;
    }

    // Counts whose two halves are high in turn, so that a latent has something to say.
    private static Tensor Counts()
    {
        var rows = new float[64, 16];
        for (var row = 0; row < 64; row++)
        {
            for (var column = 0; column < 16; column++)
                rows[row, column] = (column < 8) == (row % 2 == 0) ? 3 + (row + column) % 3 : 0;
        }
        return tensor(rows);
    }
}
