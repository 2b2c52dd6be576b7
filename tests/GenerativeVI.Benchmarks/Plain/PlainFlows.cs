using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>RealNVP by exact likelihood: eight affine couplings of 32 dimensions, two hidden layers of 128, of normal data.</summary>
internal static class PlainRealNvp
{
    private const int Dimension = 32, Couplings = 8;

    public static Measurement Run(Settings settings)
    {
        var networks = Enumerable.Range(0, Couplings)
            .Select(_ => PlainLoop.Mlp(() => nn.ReLU(), false, Dimension / 2, 128, 128, Dimension)).ToArray();
        return PlainLoop.Train(settings, [randn(10_000, Dimension)], FlowStep.Batch, networks.SelectMany(network => network.parameters()), batch =>
        {
            var (x, total) = (batch[0], zeros(1));
            for (var i = Couplings - 1; i >= 0; i--)
            {
                var halves = x.chunk(2, -1);
                var (still, moving) = i % 2 == 1 ? (halves[1], halves[0]) : (halves[0], halves[1]);
                var moves = networks[i].forward(still).chunk(2, -1);
                var logScale = 3 * (moves[1] / 3).tanh();
                var moved = (moving - moves[0]) * (-logScale).exp();
                x = cat(i % 2 == 1 ? [moved, still] : [still, moved], -1);
                total = total - logScale.sum(-1);
            }
            return -(PlainLoop.LogNormal(x) + total).mean();
        });
    }
}

/// <summary>The VAE 784-400-20 with four inverse autoregressive steps, two hidden layers of 128, of the encoder's features.</summary>
internal static class PlainIaf
{
    private const int Latent = 20, Steps = 4;

    public static Measurement Run(Settings settings)
    {
        var model = new Model();
        return PlainLoop.Train(settings, [PlainLoop.Mnist(settings).Images], FlowStep.Batch, model.parameters(), batch => model.Loss(batch[0]));
    }

    private sealed class Model : nn.Module
    {
        private readonly TorchSharp.Modules.Sequential body = nn.Sequential(nn.Linear(784, 400), nn.ReLU());
        private readonly TorchSharp.Modules.Linear head = nn.Linear(400, 2 * Latent);
        private readonly TorchSharp.Modules.ModuleList<Autoregressive> steps =
            nn.ModuleList(Enumerable.Range(0, Steps).Select(_ => new Autoregressive(Latent, 128, 400)).ToArray());

        private readonly TorchSharp.Modules.Sequential decoder = PlainLoop.Mlp(() => nn.ReLU(), false, Latent, 400, 784);

        public Model()
            : base(nameof(Model)) => RegisterComponents();

        public Tensor Loss(Tensor x)
        {
            var features = body.forward(x);
            var outputs = head.forward(features).chunk(2, -1);
            var noise = randn_like(outputs[0]);
            var z = outputs[0] + outputs[1].exp() * noise;
            var logPosterior = PlainLoop.LogNormal(noise) - outputs[1].sum(-1);
            for (var i = 0; i < Steps; i++)
            {
                if (i > 0) z = z.flip(-1);
                (z, var logDeterminant) = steps[i].Move(z, features);
                logPosterior = logPosterior - logDeterminant;
            }
            return -(PlainLoop.LogNormal(z) + PlainLoop.LogBernoulli(decoder.forward(z), x) - logPosterior).mean();
        }
    }

    private sealed class Autoregressive : nn.Module
    {
        private readonly TorchSharp.Modules.Linear first, second, last, context;
        private readonly Tensor firstMask, secondMask, lastMask;

        public Autoregressive(int dimension, int hidden, int features)
            : base(nameof(Autoregressive))
        {
            (first, second, last) = (nn.Linear(dimension, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 2 * dimension));
            context = nn.Linear(features, hidden);
            var (places, degrees) = (arange(1, dimension + 1), arange(hidden) * dimension / hidden);
            var between = degrees.floor();
            firstMask = between.unsqueeze(1).ge(places).to_type(ScalarType.Float32);
            secondMask = between.unsqueeze(1).ge(between).to_type(ScalarType.Float32);
            lastMask = places.repeat(2).unsqueeze(1).gt(between).to_type(ScalarType.Float32);
            RegisterComponents();
        }

        public (Tensor Z, Tensor LogDeterminant) Move(Tensor z, Tensor features)
        {
            var h = (Masked(first, firstMask, z) + context.forward(features)).relu();
            var outputs = Masked(last, lastMask, Masked(second, secondMask, h).relu()).chunk(2, -1);
            var logScale = 3 * (outputs[1] / 3).tanh();
            return (outputs[0] + z * logScale.exp(), logScale.sum(-1));
        }

        private static Tensor Masked(TorchSharp.Modules.Linear layer, Tensor mask, Tensor x) =>
            nn.functional.linear(x, layer.weight! * mask, layer.bias);
    }
}
