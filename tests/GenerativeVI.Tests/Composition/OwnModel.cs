using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Composition;

/// <summary>A model as a user writes one: torch's own layers and optimizers, its own batch normalization and dropout,
/// and an objective of its own.</summary>
internal static class OwnModel
{
    /// <summary>Of torch's own layers.</summary>
    public const string Plain = "tests-own-plain";

    /// <summary>Of layers that an ONNX graph is known for.</summary>
    public const string Dense = "tests-own-dense";

    /// <summary>A semi-implicit one.</summary>
    public const string Mixed = "tests-own-mixed";

    private const int Latent = 2;

    private static readonly Lazy<bool> Once = new(() =>
    {
        Recipes.Register(Entry(Plain), MakePlain);
        Recipes.Register(Entry(Dense), MakeDense);
        Recipes.Register(Entry(Mixed), MakeMixed);
        return true;
    });

    /// <summary>Makes them known to this process.</summary>
    public static void Register() => Assert.True(Once.Value);

    public static NamedRecipe Entry(string name) => new(
        name, "a model of the tests", "none", "ELBO and log p(x): lower bounds", "in tests",
        new RunSettings { Binarization = Binarization.Dynamic });

    private static Recipe MakePlain(RunSettings settings, DataDescription data, RandomStream random, Schedule weight)
    {
        var width = int.Parse(settings.Own!.GetValueOrDefault("width", "4"));
        var decoder = new PlainDecoder(Latent, width, data.Dimension);
        return Exact(settings, new PlainEncoder(data.Dimension, width, Latent), decoder, random, weight);
    }

    private static Recipe MakeDense(RunSettings settings, DataDescription data, RandomStream random, Schedule weight)
    {
        var (up, down) = (random.Split("decoder"), random.Split("encoder"));
        var encoder = new NormalEncoder(new Mlp(data.Dimension, [5], Activation.Tanh, down), 5, Latent, down);
        var decoder = new BernoulliDecoder(new Mlp(Latent, [5], Activation.Tanh, up), 5, data.Dimension, up);
        return Exact(settings, encoder, decoder, random, weight);
    }

    private static Recipe MakeMixed(RunSettings settings, DataDescription data, RandomStream random, Schedule weight)
    {
        var up = random.Split("decoder");
        var noise = new InjectedMlp(data.Dimension, [8], [3], Activation.Relu, random.Split("noise"));
        var encoder = new SemiImplicitEncoder<Pushforward>(
            new NoiseMixing(noise, Latent, random.Split("mixing")), new NormalKernel(Latent));
        var decoder = new BernoulliDecoder(new Mlp(Latent, [5], Activation.Tanh, up), 5, data.Dimension, up);
        IConditional<IDistribution> prior = new Unconditional<StandardNormal>(new StandardNormal(Latent));
        var model = new LatentVariableModel<IDistribution, ISemiImplicit<ISampler>>(
            prior, encoder, decoder,
            new BracketedRatio<IDistribution, ISemiImplicit<ISampler>>(new ExactDensity(), new MixingSamples(5)));
        return Recipe(settings, model, model, prior, encoder, decoder, weight);
    }

    private static Recipe Exact(
        RunSettings settings, IConditional<IDistribution> encoder, IConditional<IDistribution> decoder,
        RandomStream random, Schedule weight)
    {
        IConditional<IDistribution> prior = new Unconditional<StandardNormal>(new StandardNormal(Latent));
        var exact = new ExactDensity();
        var model = new LatentVariableModel<IDistribution, IDistribution>(
            prior, encoder, decoder, new BracketedRatio<IDistribution, IDistribution>(exact, exact));
        return Recipe(settings, (nn.Module)model.to(random.Device), model, prior, encoder, decoder, weight);
    }

    private static Recipe Recipe(
        RunSettings settings, nn.Module module, ILatentModel model, IConditional<ISampler> prior,
        IConditional<ISampler> encoder, IConditional<IDistribution> decoder, Schedule weight) => new()
    {
        Name = settings.Method,
        Module = module,
        Model = model,
        Prior = prior,
        Encoder = encoder,
        Decoder = decoder,
        Latent = Latent,
        MakePhases = () =>
        [
            new Phase(
                "own", optim.SGD(module.parameters(), 1e-2, momentum: 0.9),
                step => new Elbo(KlWeight: weight.At(step.Epoch)).Evaluate(model, step.Batch, step.Random)),
        ],
    };

    private sealed class PlainEncoder : nn.Module, IConditional<Normal>
    {
        private readonly TorchSharp.Modules.Sequential body;
        private readonly TorchSharp.Modules.Linear mean;
        private readonly TorchSharp.Modules.Linear logScale;

        public PlainEncoder(long dimension, long width, long latent)
            : base(nameof(PlainEncoder))
        {
            body = nn.Sequential(
                nn.Linear(dimension, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(0.2));
            mean = nn.Linear(width, latent);
            logScale = nn.Linear(width, latent);
            RegisterComponents();
        }

        public Normal At(Inputs inputs)
        {
            var features = body.call(inputs.Value);
            return Normal.FromLogScale(mean.call(features), logScale.call(features));
        }
    }

    private sealed class PlainDecoder : nn.Module, IConditional<Bernoulli>
    {
        private readonly TorchSharp.Modules.Sequential layers;

        public PlainDecoder(long latent, long width, long dimension)
            : base(nameof(PlainDecoder))
        {
            layers = nn.Sequential(nn.Linear(latent, width), nn.Tanh(), nn.Linear(width, dimension));
            RegisterComponents();
        }

        public Bernoulli At(Inputs inputs) => new(layers.call(inputs.Value));
    }
}
