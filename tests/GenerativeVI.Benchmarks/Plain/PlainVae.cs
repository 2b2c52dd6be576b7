using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>The VAE 784-400-20, ReLU, of grey MNIST.</summary>
internal static class PlainVae
{
    private const int Batch = 128;

    public static Measurement Run(Settings settings)
    {
        var model = new Model();
        return PlainLoop.Train(settings, [PlainLoop.Mnist(settings).Images], Batch, model.parameters(), batch => model.Loss(batch[0]));
    }

    public static Measurement RunFromLoader(Settings settings)
    {
        var model = new Model();
        return PlainLoop.TrainFromLoader(settings, PlainLoop.Mnist(settings).Images, Batch, model.parameters(), model.Loss);
    }

    private sealed class Model : nn.Module
    {
        private readonly TorchSharp.Modules.Sequential encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU());
        private readonly TorchSharp.Modules.Linear mean = nn.Linear(400, 20), logVariance = nn.Linear(400, 20);
        private readonly TorchSharp.Modules.Sequential decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784));

        public Model()
            : base(nameof(Model)) => RegisterComponents();

        public Tensor Loss(Tensor x)
        {
            var h = encoder.forward(x);
            var (m, v) = (mean.forward(h), logVariance.forward(h));
            var z = m + (0.5 * v).exp() * randn_like(m);
            var reconstruction = nn.functional.binary_cross_entropy_with_logits(decoder.forward(z), x, reduction: nn.Reduction.Sum);
            var divergence = -0.5 * (1 + v - m.pow(2) - v.exp()).sum();
            return (reconstruction + divergence) / x.shape[0];
        }
    }
}
