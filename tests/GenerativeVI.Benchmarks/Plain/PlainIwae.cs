using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>The importance-weighted autoencoder 784-200-200-50, tanh, on MNIST binarized afresh.</summary>
internal static class PlainIwae
{
    private const int Latent = 50;

    public static Measurement Train(Settings settings)
    {
        var model = new Model();
        return PlainLoop.Train(settings, [PlainLoop.Mnist(settings).Images], settings.Batch, model.parameters(),
            batch => -model.LogEstimate(batch[0].bernoulli(), settings.Samples).mean());
    }

    /// <summary>log p(x) by S draws an image; a step is one batch of test images.</summary>
    public static Measurement Evaluate(Settings settings)
    {
        var model = new Model();
        model.eval();
        var images = PlainLoop.Mnist(settings, test: true).Images.bernoulli();
        return Measurement.Of(settings, settings.Batch, steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var start = i * settings.Batch % (images.shape[0] - settings.Batch + 1);
                model.LogEstimate(images.slice(0, start, start + settings.Batch, 1), settings.Samples).mean().item<float>();
            }
        });
    }

    private sealed class Model : nn.Module
    {
        private readonly TorchSharp.Modules.Sequential encoder = PlainLoop.Mlp(() => nn.Tanh(), true, 784, 200, 200);
        private readonly TorchSharp.Modules.Linear mean = nn.Linear(200, Latent), logScale = nn.Linear(200, Latent);
        private readonly TorchSharp.Modules.Sequential decoder = PlainLoop.Mlp(() => nn.Tanh(), false, Latent, 200, 200, 784);

        public Model()
            : base(nameof(Model)) => RegisterComponents();

        public Tensor LogEstimate(Tensor x, int samples)
        {
            var h = encoder.forward(x);
            var (m, s) = (mean.forward(h), logScale.forward(h));
            var noise = randn(samples, x.shape[0], Latent);
            var z = m + s.exp() * noise;
            var logWeights = PlainLoop.LogBernoulli(decoder.forward(z), x.expand(samples, -1, -1))
                + PlainLoop.LogNormal(z) - PlainLoop.LogNormal(noise) + s.sum(-1);
            return logWeights.logsumexp(0) - Math.Log(samples);
        }
    }
}
