using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Benchmarks;

/// <summary>Training steps of flows as a user of the library takes them: RealNVP on data by exact likelihood, and a VAE with an inverse autoregressive posterior.</summary>
internal static class FlowStep
{
    public const int Batch = 128;

    /// <summary>Eight affine couplings of 32 dimensions, two hidden layers of 128, on normal data.</summary>
    public static Measurement RealNvp(Settings settings)
    {
        var random = new RandomStream(1);
        using var data = new TensorData(random.Split("data").Normal([10_000, 32]));
        var flow = new FlowPrior(new FlowSettings(FlowKind.RealNvp, 8) { Hidden = [128, 128] }, 32, random.Split("weights"));
        return Steps(settings, flow, data, step => ExactLogLikelihood.Evaluate(flow, step.Batch), random);
    }

    /// <summary>The VAE 784-400-20 with four inverse autoregressive steps, two hidden layers of 128, conditioned on the encoder's 400 features.</summary>
    public static Measurement Iaf(Settings settings)
    {
        var random = new RandomStream(1);
        using var data = TensorData.From(ImageSource.Load("mnist", new ImageOptions { DataDirectory = settings.Data, Download = false }).Train);
        var weights = random.Split("weights");
        var encoder = new Mlp(784, [400], Activation.Relu, weights.Split("encoder"));
        var decoder = new Mlp(20, [400], Activation.Relu, weights.Split("decoder"));
        var model = new LatentVariableModel<StandardNormal, ISampler>(
            new Unconditional<StandardNormal>(new StandardNormal(20)),
            FlowEncoder.Of(encoder, 400, 20, new FlowSettings(FlowKind.Iaf, 4) { Hidden = [128, 128] }, weights.Split("posterior")),
            new BernoulliDecoder(decoder, 400, 784, weights.Split("decoder head")),
            new BracketedRatio<StandardNormal, ISampler>(new ExactDensity(), new DrawnDensity()));
        var elbo = new Elbo();
        return Steps(settings, model, data, step => elbo.Evaluate(model, step.Batch, step.Random), random);
    }

    private static Measurement Steps(Settings settings, TorchSharp.torch.nn.Module model, TensorData data, Func<TrainingStep, Bound> objective, RandomStream random)
    {
        var (phases, loader) = (new[] { new Phase("fit", new OnePassAdam(model.parameters()), objective) { IsByRow = true } }, new DataLoader(data, Batch));
        return Measurement.Of(settings, Batch, steps => new Trainer(model, phases, loader, random, new TrainingPlan { Epochs = int.MaxValue, MaximumSteps = steps }).Run());
    }
}
