using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>
/// The semi-implicit VAE 784-200-200-50, tanh, 10 elements of noise above the first layer, with K mixing draws beside the
/// one that made z (Yin and Zhou 2018), on MNIST binarized afresh.
/// </summary>
internal static class PlainSivi
{
    private const int Hidden = 200, Latent = 50, Noise = 10;

    public static Measurement Run(Settings settings)
    {
        var model = new Model();
        return PlainLoop.Train(settings, [PlainLoop.Mnist(settings).Images], settings.Batch, model.parameters(),
            batch => model.Loss(batch[0].bernoulli(), settings.Samples));
    }

    private sealed class Model : nn.Module
    {
        private readonly TorchSharp.Modules.Linear below = nn.Linear(784, Hidden), above = nn.Linear(Hidden + Noise, Hidden);
        private readonly TorchSharp.Modules.Linear mean = nn.Linear(Hidden, Latent);
        private readonly TorchSharp.Modules.Sequential logScale = PlainLoop.Mlp(() => nn.Tanh(), false, 784, Hidden, Hidden, Latent);
        private readonly TorchSharp.Modules.Sequential decoder = PlainLoop.Mlp(() => nn.Tanh(), false, Latent, Hidden, Hidden, 784);

        public Model()
            : base(nameof(Model)) => RegisterComponents();

        public Tensor Loss(Tensor x, int samples)
        {
            var features = below.forward(x).tanh().expand(samples + 1, -1, -1);
            var noise = randn(samples + 1, x.shape[0], Noise);
            var psi = mean.forward(above.forward(cat([features, noise], -1)).tanh());
            var s = logScale.forward(x);
            var z = psi[0] + s.exp() * randn_like(s);
            var logKernels = (((z - psi) / s.exp()).pow(2) * -0.5 - s - 0.5 * Math.Log(2 * Math.PI)).sum(-1);
            var logPosterior = logKernels.logsumexp(0) - Math.Log(samples + 1);
            return -(PlainLoop.LogBernoulli(decoder.forward(z), x) + PlainLoop.LogNormal(z) - logPosterior).mean();
        }
    }
}
