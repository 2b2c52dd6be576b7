using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks;

/// <summary>Training steps of a Bayesian classifier 784-400-400-10 of MNIST by local reparameterization, batch 128, and of the same network with plain weights.</summary>
internal static class LrtStep
{
    private const int Batch = 128;

    public static Measurement Run(Settings settings)
    {
        var random = new RandomStream(1);
        using var model = new BayesianNetwork(BayesianConversion.ToBayesian(Network(random), random.Split("noise"), new BayesianLayerSettings { Prior = new GaussianPrior(1) }), PredictiveKind.Classes);
        var elbo = new Elbo();
        return Steps(settings, model, step => elbo.Evaluate(model, step.Batch, step.Random), random);
    }

    public static Measurement Twin(Settings settings)
    {
        var random = new RandomStream(1);
        using var network = Network(random);
        return Steps(settings, network, step => LogLikelihood(network, step.Batch), random);
    }

    private static Bound LogLikelihood(TorchSharp.Modules.Sequential network, Batch batch)
    {
        var logits = network.call(batch.Value);
        var logLikelihood = nn.functional.log_softmax(logits, -1).gather(-1, batch.Label!.unsqueeze(-1)).squeeze(-1);
        var terms = new LogTerms(new Draw(logits.unsqueeze(0)), logLikelihood.unsqueeze(0), new RatioEstimate(null, logLikelihood), new Standing(Guarantee.Exact, Weighting.Shared));
        return new Bound(logLikelihood.detach(), logLikelihood.mean(), Guarantee.Exact, terms);
    }

    private static TorchSharp.Modules.Sequential Network(RandomStream random) => nn.Sequential(
        ("linear1", Initialization.Linear(784, 400, random.Split("linear1"))),
        ("relu1", nn.ReLU()),
        ("linear2", Initialization.Linear(400, 400, random.Split("linear2"))),
        ("relu2", nn.ReLU()),
        ("linear3", Initialization.Linear(400, 10, random.Split("linear3"))));

    private static Measurement Steps(Settings settings, nn.Module model, Func<TrainingStep, Bound> objective, RandomStream random)
    {
        using var data = TensorData.From(ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false }).Train);
        var (phases, loader) = (new[] { new Phase("fit", new OnePassAdam(model.parameters()), objective) }, new DataLoader(data, Batch));
        return Measurement.Of(settings, Batch, steps => new Trainer(model, phases, loader, random, new TrainingPlan { Epochs = int.MaxValue, MaximumSteps = steps }).Run());
    }
}
