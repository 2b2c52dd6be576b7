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
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

/// <summary>Ordinary convolutional networks, with batch normalization and all, as encoders, decoders and noise networks.</summary>
public sealed class FoldedTests
{
    private const long Latent = 2, Classes = 3;

    [Fact]
    public void AFoldedNetwork_IsTheNetworkOnEveryRow()
    {
        using var network = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU());
        using var folded = new Folded(network, [1, 6, 5]);
        var rows = new RandomStream(1).Normal([4, 2, 30]);
        var output = folded.call(rows);
        Assert.Equal([4, 2, 3 * 4 * 3], output.shape);
        Close.AssertAll(network.call(rows[2, 1].reshape(1, 1, 6, 5)).flatten(), output[2, 1], 1e-5);
        Assert.Contains("input: expected [..., 30]", Assert.Throws<ArgumentException>(() => folded.call(ones(2, 29))).Message, StringComparison.Ordinal);
        using var mixing = new Folded(nn.Flatten(0), [1, 6, 5]);
        Assert.Contains("keep the first axis", Assert.Throws<ArgumentException>(() => mixing.call(rows)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnOrdinaryConvolutionalModel_TrainsAndIsJudged(bool told)
    {
        var random = new RandomStream(1);
        var classes = told ? Classes : 0;
        var up = nn.Sequential(
            nn.Linear(Latent + classes, 8), nn.ReLU(), nn.Unflatten(1, [2, 2, 2]), nn.ConvTranspose2d(2, 3, 3, stride: 2), nn.BatchNorm2d(3), nn.ReLU(), nn.ConvTranspose2d(3, 1, 4, stride: 1));
        var down = nn.Sequential(nn.Conv2d(1 + classes, 4, 3, stride: 2), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten());
        IConditional<Normal> encoder = new NormalEncoder(new Folded(down, [1, 8, 8], classes), 36, Latent, random);
        IConditional<IDistribution> decoder = new Decoder<Bernoulli>(new Folded(up, [Latent + classes]), new BernoulliOutput(), 64);
        if (told) (encoder, decoder) = (new ClassConditional<Normal>(encoder, (int)Classes), new ClassConditional<IDistribution>(decoder, (int)Classes));
        using var model = new LatentVariableModel<StandardNormal, Normal>(
            new Unconditional<StandardNormal>(new StandardNormal(Latent)), encoder, decoder, new BracketedRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity()));
        using var data = new TensorData(random.Bernoulli(full(20, 1, 8, 8, value: 0.3f)), told ? arange(20) % Classes : null);
        Assert.Equal([1, 8, 8], data.EventShape);
        var bound = new Elbo(3).Evaluate(model, data.Slice(0, 10), random);
        bound.Surrogate.backward();
        Assert.All(model.named_parameters(), named => Assert.True(named.parameter.grad is not null, named.name));
        Assert.True(double.IsFinite(new BoundEvaluation(model).Evaluate(data, 3, random).Elbo.Value));
    }

    [Fact]
    public void AConvolutionalNoiseNetwork_Draws()
    {
        var random = new RandomStream(1);
        var body = new Folded(nn.Sequential(nn.Conv2d(1, 2, 3, stride: 2), nn.ReLU()), [1, 7, 7]);
        using var mixing = new NoiseMixing(new InjectedMlp(18, [6], [3], Activation.Tanh, random), 4, random, body: body);
        var images = random.Normal([5, 49]);
        var psi = mixing.At(new Inputs(images));
        Assert.Equal([5], psi.BatchShape);
        var draws = psi.Sample(random, 6).Value;
        Assert.Equal([6, 5, 4], draws.shape);
        draws.square().sum().backward();
        Assert.All(mixing.named_parameters(), named => Assert.True(named.parameter.grad is not null, named.name));
    }
}
