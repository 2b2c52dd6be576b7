using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Implicit;

/// <summary>Priors that learn under ratios which know them by their draws: E_q log p(z) is at its greatest where p = q.</summary>
public sealed class LearnedPriorTests
{
    private const ScalarType Double = ScalarType.Float64;
    private const double Mean = 1, Deviation = 0.6;

    /// <summary>z = g(ε) has no density: it is moved through draws of its own, from N(0, 1) or so to q.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ImplicitPrior_LearnsThePosterior(bool kernel)
    {
        var prior = new NoiseMixing(new InjectedMlp(0, [16], [2], Activation.Tanh, new RandomStream(1), Double), 1, new RandomStream(2));
        var q = Normal.FromLogScale(full(1, 1, Mean, dtype: Double), full(1, 1, Math.Log(Deviation), dtype: Double));
        using var classifier = new ClassifierRatio<ISampler, ISampler>(KnownRatios.Critic(1, 1));
        ILogRatio<ISampler, ISampler> ratio = kernel ? new KernelRatio<ISampler, ISampler>(100, 1e-2) : classifier;
        var rate = new CosineDecay(1e-2, 1e-4, 500);
        using var optimizer = new OnePassAdam(prior.parameters());
        using var critic = new OnePassAdam(classifier.parameters(), 1e-2);
        var random = new RandomStream(3);
        for (var step = 0; step < 500; step++)
        {
            using var scope = NewDisposeScope();
            var p = prior.At(new Inputs(zeros(1, 1)));
            for (var i = 0; i < 3 && !kernel; i++)
            {
                critic.zero_grad();
                classifier.Fit(p, q, q.Sample(random, 100), random.Split("fit")).mean().neg().backward();
                critic.step();
            }
            foreach (var group in optimizer.ParamGroups) group.LearningRate = rate.At(step);
            optimizer.zero_grad();
            var estimate = ratio.Estimate(p, q, q.Sample(random, 100), random.Split("ratio"));
            Close.AssertAll(estimate.Value!, estimate.Surrogate, 1e-12);
            estimate.Surrogate.mean().neg().backward();
            optimizer.step();
        }
        using var whole = NewDisposeScope();
        var draws = prior.At(new Inputs(zeros(1, 1))).Sample(new RandomStream(4), 4000).Value;
        var (mean, deviation) = (draws.mean().item<double>(), draws.std().item<double>());
        TestContext.Current.TestOutputHelper!.WriteLine($"mean {mean:F3} of {Mean}, standard deviation {deviation:F3} of {Deviation}");
        Assert.InRange(mean, Mean - 0.15, Mean + 0.15);
        Assert.InRange(deviation, Deviation * 0.75, Deviation * 1.25);
    }

    /// <summary>Of p = N(a, b²), drawn from alone: ∂/∂a = (m − a)/b² and ∂/∂b = (s² + (m − a)²)/b³ − 1/b.</summary>
    [Fact]
    public void GradientOfAnImplicitPrior_IsThatOfItsDensity()
    {
        const double a = 0.6, b = 0.9;
        var gradients = Enumerable.Range(0, 20).Select(i =>
        {
            using var scope = NewDisposeScope();
            var (mean, scale) = (full(1, a, dtype: Double).requires_grad_(), full(1, b, dtype: Double).requires_grad_());
            var prior = new Pushforward(1, noise => mean + scale * noise, [], Double);
            var q = Normal.FromLogScale(full(1, 1, Mean, dtype: Double), full(1, 1, Math.Log(Deviation), dtype: Double));
            new KernelRatio<ISampler, ISampler>(400, 1e-3).Estimate(prior, q, q.Sample(new RandomStream(i), 400), new RandomStream(100 + i)).Surrogate.mean().backward();
            return (Mean: mean.grad!.item<double>(), Scale: scale.grad!.item<double>());
        }).ToArray();
        var (ofMean, ofScale) = ((Mean - a) / (b * b), (Deviation * Deviation + (Mean - a) * (Mean - a)) / (b * b * b) - 1 / b);
        TestContext.Current.TestOutputHelper!.WriteLine($"{gradients.Average(g => g.Mean):F3} of {ofMean:F3}, {gradients.Average(g => g.Scale):F3} of {ofScale:F3}");
        Assert.InRange(gradients.Average(g => g.Mean), 0.75 * ofMean, 1.25 * ofMean);
        Assert.InRange(gradients.Average(g => g.Scale), 1.25 * ofScale, 0.75 * ofScale);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PriorWithADensity_LearnsByIt_AlsoWithoutAdaptiveContrast(bool kernel)
    {
        var mean = full(1, 0.3, dtype: Double).requires_grad_();
        var prior = Normal.FromLogScale(mean, zeros(1, dtype: Double));
        var q = Normal.FromLogScale(full(1, 1, Mean, dtype: Double), zeros(1, 1, dtype: Double));
        ILogRatio<Normal, Normal> ratio = kernel ? new KernelRatio<Normal, Normal>(10) : new ClassifierRatio<Normal, Normal>(KnownRatios.Critic(1, 1));
        var draw = q.Sample(new RandomStream(1), 10);
        ratio.Estimate(prior, q, draw, new RandomStream(2)).Surrogate.sum().backward();
        Close.AssertAll((draw.Value - 0.3).sum().reshape(1), mean.grad!, 1e-9);
    }

    [Fact]
    public void AdaptiveContrast_OfAnImplicitPrior_IsRefused()
    {
        var prior = new Pushforward(1, noise => noise, [], Double);
        var q = Normal.FromLogScale(zeros(1, 1, dtype: Double), zeros(1, 1, dtype: Double));
        string Of(ILogRatio<ISampler, ISampler> ratio) => Assert.Throws<ArgumentException>(() => ratio.Estimate(prior, q, q.Sample(new RandomStream(1), 5), new RandomStream(2))).Message;
        const string expected = "adaptive contrast needs the prior's density, and Pushforward has none; take a prior that can be evaluated, or contrast 0.";
        Assert.Equal(expected, Of(new KernelRatio<ISampler, ISampler>(5, contrast: 10)));
        Assert.Equal(expected, Of(new ClassifierRatio<ISampler, ISampler>(KnownRatios.Critic(1, 1), 10)));
    }
}
