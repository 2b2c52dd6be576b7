using static TorchSharp.torch;

namespace GenerativeVI.Benchmarks.Plain;

/// <summary>The Bayesian classifier 784-400-400-10 by local reparameterization under N(0, 1), and its twin of plain weights.</summary>
internal static class PlainLrt
{
    private const int Batch = 128;

    public static Measurement Run(Settings settings)
    {
        var (images, labels) = PlainLoop.Mnist(settings);
        BayesianLinear[] layers = [new(784, 400), new(400, 400), new(400, 10)];
        return PlainLoop.Train(settings, [images, labels], Batch, layers.SelectMany(layer => layer.parameters()), batch =>
        {
            var h = layers[1].forward(layers[0].forward(batch[0]).relu()).relu();
            var divergence = layers.Select(layer => layer.Divergence()).Aggregate((a, b) => a + b);
            return nn.functional.cross_entropy(layers[2].forward(h), batch[1]) + divergence / images.shape[0];
        });
    }

    public static Measurement Twin(Settings settings)
    {
        var (images, labels) = PlainLoop.Mnist(settings);
        var network = PlainLoop.Mlp(() => nn.ReLU(), false, 784, 400, 400, 10);
        return PlainLoop.Train(settings, [images, labels], Batch, network.parameters(),
            batch => nn.functional.cross_entropy(network.forward(batch[0]), batch[1]));
    }

    private sealed class BayesianLinear : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear mean;
        private readonly TorchSharp.Modules.Parameter logSigma;

        public BayesianLinear(long inputs, long outputs)
            : base(nameof(BayesianLinear))
        {
            mean = nn.Linear(inputs, outputs);
            logSigma = new(full([outputs, inputs], -5.0f));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var m = mean.forward(x);
            var variance = nn.functional.linear(x.pow(2), (2 * logSigma).exp());
            return m + (variance + 1e-16).sqrt() * randn_like(m);
        }

        public Tensor Divergence() => (0.5 * (mean.weight!.pow(2) + (2 * logSigma).exp() - 1) - logSigma).sum();
    }
}
