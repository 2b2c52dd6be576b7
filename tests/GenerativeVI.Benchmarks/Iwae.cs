using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using TorchSharp;

namespace GenerativeVI.Benchmarks;

/// <summary>The importance-weighted autoencoder of Burda+ 2016 with one stochastic layer, 784-200-200-50, tanh, Bernoulli likelihood, on MNIST binarized afresh.</summary>
internal static class Iwae
{
    private const int Latent = 50;
    private static readonly int[] Hidden = [200, 200];

    /// <summary>Training steps of K draws an image, from batch to update.</summary>
    public static Measurement Train(Settings settings)
    {
        using var data = TensorData.From(ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false }).Train);
        var random = new RandomStream(1);
        using var model = Model(data.Dimension, random.Split("weights"));
        var objective = new ImportanceWeighted(settings.Samples);
        using var optimizer = new OnePassAdam(model.parameters());
        Phase[] phases = [new("iwae", optimizer, step => objective.Evaluate(model, step.Batch, step.Random)) { IsByRow = true }];
        var loader = new DataLoader(data, settings.Batch, dynamicBinarization: true);
        return Measurement.Of(settings, settings.Batch, steps => new Trainer(model, phases, loader, random, new TrainingPlan { Epochs = int.MaxValue, MaximumSteps = steps }).Run());
    }

    /// <summary>The log-likelihood of S draws an image; a step is one batch of test images.</summary>
    public static Measurement Evaluate(Settings settings)
    {
        using var grey = TensorData.From(ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false }).Test);
        using var data = grey.Binarize(new RandomStream(0).Split("test"));
        using var model = Model(data.Dimension, new RandomStream(1).Split("weights"));
        model.eval();
        var (evaluation, random) = (new BoundEvaluation(model), new RandomStream(2));
        return Measurement.Of(settings, settings.Batch, steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = torch.NewDisposeScope();
                using var rows = data.Range(i * settings.Batch % (data.Count - settings.Batch + 1), settings.Batch);
                evaluation.Evaluate(rows, settings.Samples, random);
            }
        });
    }

    private static LatentVariableModel<StandardNormal, Normal> Model(long dimension, RandomStream random) => new(
        new Unconditional<StandardNormal>(new StandardNormal(Latent)),
        new NormalEncoder(new Mlp(dimension, Hidden, Activation.Tanh, random.Split("encoder")), Hidden[^1], Latent, random.Split("encoder head")),
        new BernoulliDecoder(new Mlp(Latent, Hidden, Activation.Tanh, random.Split("decoder")), Hidden[^1], dimension, random.Split("decoder head")),
        new BracketedRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity()));
}
