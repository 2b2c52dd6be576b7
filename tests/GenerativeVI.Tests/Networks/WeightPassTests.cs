using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

/// <summary>The passes over float32 weights give the numbers of torch's operations, which float64 takes.</summary>
public sealed class WeightPassTests
{
    private readonly RandomStream noise = new(4);

    public static TheoryData<string> Priors => ["gaussian", "log-uniform", "log-uniform, narrow"];

    // 37 × 1001 is no multiple of a vector, and more than one piece.
    [Theory, MemberData(nameof(Priors))]
    public void ValueAndGradients_AreTorchs(string prior)
    {
        var random = new RandomStream(1);
        var mean = random.Normal([37, 1001], ScalarType.Float64);
        using var _ = no_grad();
        // log α from far below −8 to far above 8, so that the limits of the log-uniform prior are met.
        var logScale = random.Normal([37, 1001], ScalarType.Float64).mul(3).sub(1);
        mean[0, 0] = 0;
        var (fast, slow) = (Of(mean.to_type(ScalarType.Float32), logScale.to_type(ScalarType.Float32)), Of(mean.to_type(ScalarType.Float32).to_type(ScalarType.Float64), logScale.to_type(ScalarType.Float32).to_type(ScalarType.Float64)));
        // The sums of a piece are float32.
        Close.AssertAll(ones(1, dtype: ScalarType.Float64), (fast.Value.to_type(ScalarType.Float64) / slow.Value).reshape(1), 2e-5);
        Relative(slow.ByMean, fast.ByMean);
        Relative(slow.ByLogScale, fast.ByLogScale);
        Relative(slow.Variance, fast.Variance);

        (Tensor Value, Tensor ByMean, Tensor ByLogScale, Tensor Variance) Of(Tensor means, Tensor scales)
        {
            var weights = new MeanFieldWeights(means, 1);
            weights.LogScale.copy_(scales);
            using var gradients = enable_grad();
            var value = Prior(prior).Divergence(weights, random);
            (value * 0.7).backward();
            return (value.detach(), weights.Mean.grad!, weights.LogScale.grad!, weights.Variance().detach());
        }
    }

    /// <summary>A step's bound, with output and divergence found together, and its gradients, at the same noise: dense, and through convolutions.</summary>
    [Theory]
    [InlineData(false, "gaussian", BiasTreatment.Point)]
    [InlineData(false, "log-uniform", BiasTreatment.Bayesian)]
    [InlineData(true, "gaussian", BiasTreatment.Bayesian)]
    [InlineData(true, "log-uniform", BiasTreatment.Point)]
    public void AStep_IsThatOfItsParts(bool convolves, string prior, BiasTreatment bias)
    {
        using var network = Network(convolves, prior, bias);
        var image = convolves ? new long[] { 1, 16, 16 } : null;
        using var model = new BayesianNetwork(network, PredictiveKind.Classes, eventShape: image);
        var random = new RandomStream(3);
        // A row of zeros has outputs without variance in its first layer.
        var rows = random.Uniform([5, 256]) * tensor(new[] { 1f, 1, 0, 1, 1 }).unsqueeze(-1);
        var batch = new Batch(rows, tensor(new[] { 0L, 1, 2, 0, 1 }), arange(5), 50);
        Rewind(network);
        var together = Gradients(() => new Elbo(KlWeight: 0.3).Evaluate(model, batch, random).Surrogate);
        // The same draws once more, layer by layer.
        Rewind(network);
        var apart = Gradients(() =>
        {
            var outputs = model.Outputs(rows, 1);
            var logLikelihood = nn.functional.log_softmax(outputs, -1).gather(-1, batch.Label!.reshape(1, -1, 1)).mean();
            return logLikelihood - 0.3 * model.Divergence() / 50;
        });
        foreach (var (name, gradient) in apart) Relative(gradient.to_type(ScalarType.Float64), together[name]);
        Assert.True(apart.Values.All(gradient => gradient.isfinite().all().item<bool>()));

        Dictionary<string, Tensor> Gradients(Func<Tensor> surrogate)
        {
            model.zero_grad();
            surrogate().backward();
            return model.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
        }
    }

    /// <summary>Local reparameterization with the noise of a stream: m + √(x² σ²) ε in float64, by torch's operations on the same ε.</summary>
    [Fact]
    public void NoisyOutputs_AreMeanAndRootTimesNoise()
    {
        var random = new RandomStream(1);
        using var layer = new BayesianLinear(21, 13, random.Split("layer"), new BayesianLayerSettings { InitialScale = 0.3 });
        var x = random.Normal([9, 21]);
        var stream = random.Split("layer");
        var (state, output) = (stream.Counter, layer.call(x).detach());
        stream.Counter = state;
        var noise = stream.Normal([9, 13]).to_type(ScalarType.Float64);
        var (wide, weights) = (x.to_type(ScalarType.Float64), (MeanFieldWeights)layer.Weights);
        var mean = nn.functional.linear(wide, weights.Mean.detach().to_type(ScalarType.Float64), layer.Bias!.detach().to_type(ScalarType.Float64));
        var variance = nn.functional.linear(wide.square(), (2 * weights.LogScale.detach().to_type(ScalarType.Float64)).exp());
        Relative(mean + variance.sqrt() * noise, output);
    }

    private static void Relative(Tensor expected, Tensor actual)
    {
        var difference = (actual.to_type(ScalarType.Float64) - expected).abs();
        Assert.True((difference <= 3e-5 * expected.abs() + 3e-6 * expected.abs().max()).all().item<bool>(), $"up to {difference.max().item<double>():G3} from {expected.abs().max().item<double>():G3}");
    }

    private static WeightPrior Prior(string name) => name switch { "gaussian" => new GaussianPrior(0.7), "log-uniform" => new LogUniformPrior(), _ => new LogUniformPrior(2) };

    private TorchSharp.Modules.Sequential Network(bool convolves, string prior, BiasTreatment bias)
    {
        var random = new RandomStream(2);
        var plain = convolves ? LeNet.Convolutional(new ImageShape(1, 16, 16), 3, random) : LeNet.FullyConnected(256, 3, random);
        return BayesianConversion.ToBayesian(plain, noise, new BayesianLayerSettings { Prior = Prior(prior), Bias = bias, InitialScale = 0.1 });
    }

    private void Rewind(TorchSharp.Modules.Sequential network)
    {
        foreach (var (name, _) in network.named_children()) noise.Split(name).Counter = 0;
    }
}
