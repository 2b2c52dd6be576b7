using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Implicit;

/// <summary>The reverse of a semi-implicit arrangement: ψ has a density and z = g(ψ, ε) given ψ has none. Nothing brackets log q(z) then, and q is implicit like any other.</summary>
public sealed class ImplicitKernelTests
{
    private const ScalarType Double = ScalarType.Float64;

    /// <summary>ψ ~ N(0.5, 0.6²) and z = ψ + 0.5 ε, which the ratios do not know to be N(0.5, 0.61).</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RatiosFindTheKl(bool kernel)
    {
        var mixing = Normal.FromLogScale(full(1, 0.5, dtype: Double), full(1, Math.Log(0.6), dtype: Double));
        var q = new Pushforward(2, noise => mixing.Mean + mixing.Scale * noise.narrow(-1, 0, 1) + 0.5 * noise.narrow(-1, 1, 1), [], Double);
        var prior = new StandardNormal(1, Double);
        var exact = KullbackLeibler.Between(Normal.FromLogScale(full(1, 0.5, dtype: Double), full(1, 0.5 * Math.Log(0.61), dtype: Double)), prior).item<double>();
        using var classifier = new ClassifierRatio<StandardNormal, Pushforward>(KnownRatios.Critic(1, 1));
        ILogRatio<StandardNormal, Pushforward> ratio = kernel ? new KernelRatio<StandardNormal, Pushforward>(500) : classifier;
        using var optimizer = new OnePassAdam(classifier.parameters(), 1e-2);
        var random = new RandomStream(3);
        for (var step = 0; step < 500 && !kernel; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            classifier.Fit(prior, q, q.Sample(random, 200, 1), random.Split("fit")).mean().neg().backward();
            optimizer.step();
        }
        using var whole = NewDisposeScope();
        using var quiet = no_grad();
        var kl = Enumerable.Range(0, 5).Average(_ => -ratio.Estimate(prior, q, q.Sample(random, 500, 1), random.Split("ratio")).Value!.mean().item<double>());
        TestContext.Current.TestOutputHelper!.WriteLine($"KL {kl:F3} of {exact:F3} nats");
        Assert.InRange(kl, exact - 0.08, exact + 0.08);
    }

    /// <summary>ψ at the input of a network and ε at its second layer: both pass their gradients, and z depends on both.</summary>
    [Fact]
    public void NoiseEntersAtSeveralDepths()
    {
        var network = new InjectedMlp(0, [8, 8], [2, 3], Activation.Tanh, new RandomStream(1), Double);
        var q = new NoiseMixing(network, 2, new RandomStream(2)).At(new Inputs(zeros(1, 1)));
        Assert.Equal(5, network.Injected);
        var draws = q.Sample(new RandomStream(3), 4).Value;
        draws.square().sum().backward();
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.abs().sum().item<double>() > 0));
        var noise = zeros(1, 5, dtype: Double).requires_grad_();
        network.call(noise, null).sum().backward();
        Assert.True(noise.grad!.abs().min().item<double>() > 0);
    }
}
