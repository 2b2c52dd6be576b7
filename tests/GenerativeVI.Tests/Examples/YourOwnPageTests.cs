using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Flows;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Examples;

/// <summary>The page on own networks, tensors and loops: its code stands here, is compiled and runs.</summary>
public sealed class YourOwnPageTests
{
    [Fact]
    public void ThePage_Runs()
    {
        var images = new RandomStream(9).Bernoulli(full(48, 1, 8, 8, value: 0.2f));
        // page
        var random = new RandomStream(seed: 1);

        // Your tensors: rows in the shape they have. Labels, a Context and Targets go beside them.
        using var data = new TensorData(images);

        // Your networks, from [N, …] to [N, …]; Folded gives them rows in their shape.
        // The encoder adds a last layer to mean and log scale.
        var down = nn.Sequential(nn.Conv2d(1, 8, 3, stride: 2), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten());
        var up = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 64));
        var body = new Folded(down, [1, 8, 8]);
        var encoder = new NormalEncoder(body, latent: 2, random);
        var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
        var decoder = new Decoder<Bernoulli>(new Folded(up, [2]), new BernoulliOutput(), dimension: 64);
        using var model = LatentVariableModel.Of(prior, encoder, decoder);

        // Your loop.
        IObjective objective = new Elbo();
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-3);
        for (var step = 0; step < 10; step++)
        {
            using var scope = NewDisposeScope();
            var bound = objective.Evaluate(model, data.Slice(step * 16 % data.Count, 16), random.Split("steps"));
            optimizer.zero_grad();
            (-bound.Surrogate).backward();
            optimizer.step();
        }

        // Or the trainer's, with shuffling, checkpoints, schedules and validation where they are wanted.
        var phase = new Phase("bound", optimizer, step => objective.Evaluate(model, step.Batch, step.Random));
        var (batches, plan) = (new DataLoader(data, batchSize: 16), new TrainingPlan { Epochs = 2 });
        using var trainer = new Trainer(model, [phase], batches, random.Split("training"), plan);
        trainer.Run();

        // Lower bounds of log p(x), in nats. No evaluation trains: batch normalization and dropout are at rest.
        var judged = new BoundEvaluation(model).Evaluate(data, samples: 100, random.Split("evaluation"));
        // end
        Assert.Equal(Guarantee.Lower, judged.LogLikelihood.Guarantee);
        Assert.InRange(judged.LogLikelihood.Value, -64 * Math.Log(2) - 5, 0);
        Assert.True(judged.LogLikelihood.Value >= judged.Elbo.Value);
        Assert.Equal(6, trainer.Step);
    }

    [Theory]
    [InlineData("elbo")]
    [InlineData("iwae")]
    [InlineData("dreg")]
    [InlineData("iaf")]
    [InlineData("vamp")]
    [InlineData("sivi")]
    public void EveryChangedLine_TrainsAndIsALowerBound(string name)
    {
        var random = new RandomStream(seed: 1);
        using var data = new TensorData(random.Bernoulli(full(48, 1, 8, 8, value: 0.2f)));
        var down = nn.Sequential(nn.Conv2d(1, 8, 3, stride: 2), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten());
        var up = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 64));
        var decoder = new Decoder<Bernoulli>(new Folded(up, [2]), new BernoulliOutput(), dimension: 64);
        var model = Changed(name, new Folded(down, [1, 8, 8]), decoder, data, random);
        Check(name, model, Objective(name), data, random);
    }

    /// <summary>With KL in closed form the ELBO draws from the decoder alone; importance weights find the ratio at the draws by themselves.</summary>
    [Fact]
    public void ANormalPosterior_TakesTheClosedForm_AndImportanceWeightsTheDraws()
    {
        var random = new RandomStream(seed: 1);
        using var data = new TensorData(random.Bernoulli(full(48, 64, value: 0.2f)));
        var encoder = new NormalEncoder(new Mlp(64, [8], Activation.Tanh, random), 8, 2, random);
        var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
        var decoder = new BernoulliDecoder(new Mlp(2, [8], Activation.Tanh, random), 8, 64, random);
        using var model = LatentVariableModel.Of(prior, encoder, decoder);
        Assert.Equal((Weighting.Integrated, Weighting.PerDraw), (model.Standing.Weighting, model.AtDraws.Standing.Weighting));
        var batch = data.Slice(0, 48);
        var closed = new Elbo(Samples: 1).Evaluate(model, batch, new RandomStream(2)).Terms!.LogRatio.Value!;
        Close.AssertAll(KullbackLeibler.Between(encoder.At(batch.Inputs), prior.At(batch.Inputs)).neg().unsqueeze(0), closed, 1e-5);
        var drawn = new Elbo(Samples: 4000).Evaluate(model.AtDraws, batch, new RandomStream(2)).Terms!.LogRatio.Value!;
        MonteCarlo.AssertMean(closed.squeeze(0).to(ScalarType.Float64), drawn.to(ScalarType.Float64), 0.3);
        Assert.Equal(Guarantee.Lower, new ImportanceWeighted(Samples: 5).Evaluate(model, batch, random).Guarantee);
        // A gradient that holds q fixed needs log q at the draw, which the closed form has not.
        Assert.True(new Elbo(Gradient: new StickingTheLanding()).Evaluate(model, batch, random).Surrogate.requires_grad);
    }

    [Fact]
    public void AnImplicitPosterior_IsRefusedWithTheRemedy()
    {
        var random = new RandomStream(seed: 1);
        IConditional<ISampler> encoder = new NoiseMixing(new InjectedMlp(64, [8], [4], Activation.Relu, random), 2, random);
        var decoder = new BernoulliDecoder(new Mlp(2, [8], Activation.Tanh, random), 8, 64, random);
        using var model = LatentVariableModel.Of(new Unconditional<StandardNormal>(new StandardNormal(2)), encoder, decoder);
        var refused = Assert.Throws<ArgumentException>(() => new Elbo().Evaluate(model, Batch.Of(zeros(3, 64)), random));
        Assert.Contains("take a semi-implicit bracket", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchesOfYourOwn_Train()
    {
        var random = new RandomStream(seed: 1);
        using var recipe = Recipes.Vae(new ModelSettings { Latent = 2 }, 64, random.Split("weights"));
        var (model, objective) = ((LatentVariableModel<StandardNormal, Normal>)recipe.Module, new Elbo());
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-3);
        var source = new BatchSequence(count: 10, rows: 160, epoch: Simulated);
        var phase = new Phase("bound", optimizer, step => objective.Evaluate(model, step.Batch, step.Random));
        var plan = new TrainingPlan { Epochs = 2 };
        using var trainer = new Trainer(model, [phase], source, random.Split("training"), plan);
        trainer.Run();
        Assert.Equal(20, trainer.Step);

        static IEnumerable<Batch> Simulated(RandomStream random)
        {
            while (true) yield return Batch.Of(random.Bernoulli(full(16, 64, value: 0.2f)));
        }
    }

    [Fact]
    public void AMethodOfYourOwn_IsARun()
    {
        using var folder = new TempFolder();
        var (path, page, bits) = (folder["run"], folder["report.html"], new RandomStream(9));
        using TensorData train = new(bits.Bernoulli(full(48, 8, 8, value: 0.2f))), test = new(bits.Bernoulli(full(16, 8, 8, value: 0.2f)));
        Recipes.Register(
            new NamedRecipe(
                "mine", "a model of mine", "none", "ELBO and log p(x): lower bounds", "to try it", new RunSettings()),
            (settings, data, random, klWeight) =>
            {
                var body = new Mlp(data.Dimension, [32], Activation.Tanh, random.Split("encoder"));
                var encoder = new NormalEncoder(body, features: 32, latent: 2, random.Split("head"));
                IConditional<IDistribution> prior = new Unconditional<StandardNormal>(new StandardNormal(2));
                var up = new Mlp(2, [32], Activation.Tanh, random.Split("decoder"));
                var decoder = new BernoulliDecoder(up, 32, data.Dimension, random.Split("logits"));
                var exact = new ExactDensity();
                var ratio = new BracketedRatio<IDistribution, IDistribution>(exact, exact);
                var model = new LatentVariableModel<IDistribution, IDistribution>(prior, encoder, decoder, ratio);
                return new Recipe
                {
                    Name = settings.Method,
                    Module = model,
                    Model = model,
                    Prior = prior,
                    Encoder = encoder,
                    Decoder = decoder,
                    Latent = 2,
                    MakePhases = () =>
                    [
                        new Phase(
                            "bound", optim.Adam(model.parameters()),
                            step => new Elbo(KlWeight: klWeight.At(step.Epoch)).Evaluate(model, step.Batch, step.Random)),
                    ],
                };
            });
        var run = new RunFolder(path) { Data = new DataInMemory(train, test) };
        new Experiment(Recipes.Find("mine").Defaults with { Epochs = 2 }, run).Train();
        Report.Write(page, [run]);
        Assert.Equal(Guarantee.Lower, run.ReadRecord().Outcome!.TestLogLikelihood!.Guarantee);
        Assert.Contains("mine on data in memory", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void ThePage_IsWhatIsCompiledHere()
    {
        var (page, source) = (Repository.Read("docs/your-own.md"), Repository.Read("tests/GenerativeVI.Tests/Examples/YourOwnPageTests.cs"));
        var own = source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
        var blocks = page.Split("```csharp\n")[1..].Select(part => part.Split("```")[0]).ToArray();
        Assert.Equal(8, blocks.Length);
        var lines = blocks.SelectMany(block => block.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        Assert.True(lines.Length > 30, "the page was hardly read");
        Assert.All(lines, line => Assert.Contains(line, own));
        // The first block as it stands, in its order.
        var first = string.Join('\n', blocks[0].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        Assert.Contains(first, string.Join('\n', source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)), StringComparison.Ordinal);
    }

    private static IObjective Objective(string name)
    {
        if (name == "iwae")
        {
            IObjective objective = new ImportanceWeighted(Samples: 5);
            return objective;
        }
        if (name == "dreg")
        {
            IObjective objective = new ImportanceWeighted(Samples: 5, new DoublyReparameterized());
            return objective;
        }
        return new Elbo();
    }

    private static ILatentModel Changed(
        string name, Folded body, Decoder<Bernoulli> decoder, TensorData data, RandomStream random)
    {
        switch (name)
        {
            case "sivi":
            {
                var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
                var encoder = new SemiImplicitEncoder<Pushforward>(
                    new NoiseMixing(
                        new InjectedMlp(body.Features, [32], [4], Activation.Relu, random), 2, random, body: body),
                    new NormalKernel(2));
                return LatentVariableModel.Of(prior, encoder, decoder);
            }
            case "iaf":
            {
                var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
                var encoder = FlowEncoder.Of(
                    body, body.Features, 2, new FlowSettings(FlowKind.Iaf, Steps: 2), random);
                return LatentVariableModel.Of(prior, encoder, decoder);
            }
            case "vamp":
            {
                var encoder = new NormalEncoder(body, latent: 2, random);
                var prior = new VampPrior(encoder.At, data.Values.narrow(0, 0, 20));
                return LatentVariableModel.Of(prior, encoder, decoder);
            }
            default:
            {
                var encoder = new NormalEncoder(body, latent: 2, random);
                var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
                return LatentVariableModel.Of(prior, encoder, decoder);
            }
        }
    }

    private static void Check(string name, ILatentModel model, IObjective objective, TensorData data, RandomStream random)
    {
        using var module = (nn.Module)model;
        using var optimizer = optim.Adam(module.parameters(), 1e-2);
        using var trainer = new Trainer(
            module, [new Phase("bound", optimizer, step => objective.Evaluate(model, step.Batch, step.Random))], new DataLoader(data, 16), random.Split(name), new TrainingPlan { Epochs = 2 });
        var (first, last) = (new BoundEvaluation(model).Evaluate(data, 20, random).Elbo.Value, trainer.Run());
        Assert.Equal(Guarantee.Lower, last!.Guarantee);
        Assert.True(new BoundEvaluation(model).Evaluate(data, 20, random).Elbo.Value > first, string.Create(CultureInfo.InvariantCulture, $"{name} did not get better than {first}"));
    }
}
