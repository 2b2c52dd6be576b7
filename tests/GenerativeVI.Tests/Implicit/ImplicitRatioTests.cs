using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Implicit;

/// <summary>What implicit methods say of Gaussians, whose ratio, KL and score are known: their bias, measured.</summary>
public sealed class ImplicitRatioTests
{
    private const ScalarType Double = ScalarType.Float64;
    private static readonly StandardNormal Prior = new(1, Double);

    [Fact]
    public void Classifier_ComesNearTheLogRatio()
    {
        var q = Gaussian(0.5, 0.7);
        var ratio = new ClassifierRatio<StandardNormal, Normal>(KnownRatios.Critic(1, 1));
        Fit(ratio, q, 1000);
        var (value, exact) = At(ratio, q, 4000);
        AssertNear(exact, value, 0.15, "the classifier");
    }

    [Fact]
    public void AdaptiveContrast_FindsRatiosThatPlainContrastCannot()
    {
        var q = Gaussian(3, 0.1);
        double Bias(int contrast)
        {
            var ratio = new ClassifierRatio<StandardNormal, Normal>(KnownRatios.Critic(1, 1), contrast);
            Fit(ratio, q, 400);
            var (value, exact) = At(ratio, q, 4000);
            return (value - exact).mean().item<double>();
        }
        var (plain, adaptive) = (Bias(0), Bias(500));
        TestContext.Current.TestOutputHelper!.WriteLine($"bias of log p − log q in nats: plain {plain:F3}, adaptive contrast {adaptive:F3}");
        Assert.True(plain > 0.3, $"expected the plain classifier to miss a KL of 6.3 nats, got a bias of {plain}");
        Assert.InRange(adaptive, -0.1, 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void Classifier_IsAFixedFunctionInTheOtherPhase(int contrast)
    {
        var mean = zeros(1, 1, dtype: Double).requires_grad_();
        var q = Normal.FromLogScale(mean, zeros(1, 1, dtype: Double));
        var critic = KnownRatios.Critic(1, 1);
        var ratio = new ClassifierRatio<StandardNormal, Normal>(critic, contrast);
        ratio.Estimate(Prior, q, q.Sample(new RandomStream(1), 8), new RandomStream(2)).Surrogate.sum().backward();
        Assert.NotNull(mean.grad);
        Assert.All(critic.parameters(), parameter => Assert.True(parameter.grad is null && parameter.requires_grad));

        mean.grad = null;
        ratio.Fit(Prior, q, q.Sample(new RandomStream(1), 8), new RandomStream(2)).sum().backward();
        Assert.Null(mean.grad);
        Assert.All(critic.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void KernelRegression_ConvergesToTheKl()
    {
        var q = Gaussian(0.5, 0.8);
        var kl = KullbackLeibler.Between(q, Prior).item<double>();
        double Error(int n) => Enumerable.Range(0, 10).Average(i =>
            Math.Abs(-At(new KernelRatio<StandardNormal, Normal>(n), q, n, 10 + i).Value.mean().item<double>() - kl));
        var (few, many) = (Error(30), Error(400));
        TestContext.Current.TestOutputHelper!.WriteLine($"mean error of a KL of {kl:F3} nats: {few:F3} from 30 draws, {many:F3} from 400");
        Assert.True(many < few / 1.5 && many < 0.06, $"{few}, {many}");
    }

    [Fact]
    public void KernelRegression_OfEqualDistributions_IsOne()
    {
        var (value, _) = At(new KernelRatio<StandardNormal, Normal>(400), Gaussian(0, 1), 400);
        AssertNear(zeros(1), value, 0.2, "the kernel regression");
    }

    /// <summary>Where q is far from p and in more than a few dimensions, the median kernel sees no draw of p near one of q.</summary>
    [Fact]
    public void AdaptiveContrast_LetsKernelRegressionSeeRatiosInManyDimensions()
    {
        const int dimension = 30;
        var (prior, q) = (new StandardNormal(dimension, Double), Normal.FromLogScale(full(dimension, 2.0, dtype: Double), full(dimension, Math.Log(0.2), dtype: Double)));
        var kl = KullbackLeibler.Between(q, prior).item<double>();
        double Kl(int contrast) => -new KernelRatio<StandardNormal, Normal>(200, contrast: contrast)
            .Estimate(prior, q, q.Sample(new RandomStream(1), 200), new RandomStream(2)).Value!.mean().item<double>();
        var (plain, adaptive) = (Kl(0), Kl(1000));
        TestContext.Current.TestOutputHelper!.WriteLine($"a KL of {kl:F1} nats: plain {plain:F1}, adaptive contrast {adaptive:F1}");
        Assert.InRange(plain, 0, kl / 3);
        Assert.InRange(adaptive, kl * 0.97, kl * 1.03);
    }

    /// <summary>A kernel as wide as all of q does not see that q has two narrow parts; a narrower one does.</summary>
    [Fact]
    public void ANarrowKernel_SeesTheWidthOfParts()
    {
        // KL(q‖p) of ½ N(−1, s²) + ½ N(1, s²) and N(0, 1): −log 2 less what the parts overlap, which is nothing, plus the KL of a part.
        const double scale = 0.1;
        var q = NormalMixture.FromLogScale(zeros(2, dtype: Double), tensor(new[,] { { -1.0 }, { 1.0 } }), full(2, 1, Math.Log(scale), dtype: Double));
        var kl = -Math.Log(2) - Math.Log(scale) + ((scale * scale) + 1 - 1) / 2;
        double Kl(double? bandwidth) => -Enumerable.Range(0, 10).Average(i => new KernelRatio<StandardNormal, NormalMixture>(500, 0.1, bandwidth: bandwidth)
            .Estimate(Prior, q, q.Sample(new RandomStream(i), 500), new RandomStream(100 + i)).Value!.mean().item<double>());
        var (wide, narrow, found) = (Kl(1), Kl(0.03), Kl(null));
        TestContext.Current.TestOutputHelper!.WriteLine($"a KL of {kl:F3} nats: {wide:F3} by the median, {narrow:F3} by 0.03 of it, {found:F3} by held-out draws");
        Assert.True(Math.Abs(narrow - kl) < 0.2 && Math.Abs(wide - kl) > 1, $"{kl}: {wide}, {narrow}");
        // All held-out draws together would ask for a wider one, 0.91 nats: those of p in the gap, where q never is, would decide.
        Assert.True(Math.Abs(found - kl) < 0.3, $"{kl}: {found}");
    }

    /// <summary>Ratios below the least are said to be clamped, and only they.</summary>
    [Fact]
    public void ClampedRatios_AreCounted()
    {
        RatioEstimate Of(double mean, double scale, double least = 1e-8)
        {
            var q = Gaussian(mean, scale);
            return new KernelRatio<StandardNormal, Normal>(200, least: least).Estimate(Prior, q, q.Sample(new RandomStream(1), 200), new RandomStream(2));
        }
        var (near, far) = (Of(0, 1), Of(4, 0.5));
        foreach (var estimate in (RatioEstimate[])[near, far])
            Assert.True(estimate.Clamped!.eq(estimate.Value! <= Math.Log(1e-8) + 1e-9).all().item<bool>());
        Assert.Equal(0, near.Clamped!.sum().item<long>());
        Assert.InRange(far.Clamped!.to_type(Double).mean().item<double>(), 0.05, 1);
        Assert.Null(ClampedRatios.Sentence(0.05));
        Assert.StartsWith("38 % of the density ratios", ClampedRatios.Sentence(0.38));
    }

    [Fact]
    public void GradientOfKernelRegression_IsThatOfTheKl()
    {
        var gradients = Enumerable.Range(0, 20).Select(i =>
        {
            var mean = full(1, 1, 0.6, dtype: Double).requires_grad_();
            var q = Normal.FromLogScale(mean, full(1, 1, Math.Log(0.8), dtype: Double));
            new KernelRatio<StandardNormal, Normal>(300, 1e-2).Estimate(Prior, q, q.Sample(new RandomStream(i), 300), new RandomStream(100 + i)).Surrogate.mean().backward();
            return mean.grad!.item<double>();
        }).ToArray();
        Assert.InRange(gradients.Average(), -0.6 * 1.25, -0.6 * 0.75);
    }

    [Fact]
    public void DenoisingAutoencoder_LearnsTheScore()
    {
        var q = Gaussian(0.5, 0.7);
        var ratio = new DenoisingRatio<StandardNormal, Normal>(KnownRatios.Critic(2, 1), 0.3);
        Fit(ratio, q, 1500);
        var z = q.Sample(new RandomStream(5), 2000).Value;
        AssertNear((0.5 - z).squeeze(-1) / 0.49, ratio.Score(z, null).squeeze(-1), 0.35, "the score");
        Assert.Null(ratio.Estimate(Prior, q, q.Sample(new RandomStream(6), 3), new RandomStream(7)).Value);
    }

    [Fact]
    public void DenoisingSurrogate_HasTheGradientOfItsScore()
    {
        var mean = full(1, 1, 0.3, dtype: Double).requires_grad_();
        var q = Normal.FromLogScale(mean, zeros(1, 1, dtype: Double));
        var ratio = new DenoisingRatio<StandardNormal, Normal>(KnownRatios.Critic(2, 1));
        var draw = q.Sample(new RandomStream(1), 5);
        ratio.Estimate(Prior, q, draw, new RandomStream(2)).Surrogate.sum().backward();
        Close.AssertAll((-draw.Value.detach() - ratio.Score(draw.Value, null)).sum(), mean.grad!, 1e-12);
    }

    /// <summary>z = aψ + sε against N(0, 1): ∂/∂a of −KL is a/(a² + s²) − a. Without its moves the chain would say −a.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void UnbiasedScore_GivesTheGradientOfTheKl()
    {
        const double a = 1, s = 0.5;
        var n = Effort.Draws(40_000, 10_000);
        var slopes = full(n, 1, a, dtype: Double).requires_grad_();
        var q = new SemiImplicit<Normal>(
            Normal.FromLogScale(zeros(1, dtype: Double), zeros(1, dtype: Double)), psi => Normal.FromLogScale(slopes * psi, full(1, Math.Log(s), dtype: Double)), [n]);
        var ratio = new UnbiasedScoreRatio<StandardNormal>(8, 5, 0.15);
        ratio.Estimate(Prior, q, q.Sample(new RandomStream(1), 1), new RandomStream(2)).Surrogate.sum().backward();
        MonteCarlo.AssertMean(full(1, a / (a * a + s * s) - a, dtype: Double), slopes.grad!, 0.15);
    }

    [Fact]
    public void UnbiasedScore_IsUnbiasedForTheScore()
    {
        var q = GaussianMixing.T1.Distribution;
        var draw = q.Sample(new RandomStream(1), Effort.Draws(40_000, 10_000));
        var score = new UnbiasedScoreRatio<StandardNormal>(3).Score(q, draw.Value, draw.Mixing!, new RandomStream(2));
        var difference = score - draw.Value / -1.25;
        MonteCarlo.AssertMean(zeros(1, 1, dtype: Double), difference, 0.2);
        MonteCarlo.AssertMean(zeros(1, 1, dtype: Double), difference * draw.Value, 0.3);
    }

    /// <summary>z = |ψ| + s(ψ)u comes from a narrow place and from a wide one: chains that all begin at the first are to end at both.</summary>
    [Fact]
    public void Jumps_CrossBetweenThePlacesThatADrawMayComeFrom()
    {
        var (positive, negative) = (Math.Log(0.3), Math.Log(2));
        var q = new SemiImplicit<Normal>(
            Normal.FromLogScale(zeros(1, dtype: Double), zeros(1, dtype: Double)), psi => Normal.FromLogScale(psi.abs(), psi.gt(0).to_type(Double) * (positive - negative) + negative));
        const double z = 2;
        var (above, below) = (0.0, 0.0);
        for (var psi = -7.995; psi < 8; psi += 0.01)
        {
            var scale = psi > 0 ? 0.3 : 2;
            var u = (z - Math.Abs(psi)) / scale;
            var weight = Math.Exp(-0.5 * (u * u + psi * psi)) / scale;
            (above, below) = (above - weight * u / scale, below + weight);
        }
        // Chains of one call share what they may jump to.
        double Score(int jumps) => Enumerable.Range(0, 50).Average(seed => new UnbiasedScoreRatio<StandardNormal>(5, 5, 0.1, jumps)
            .Score(q, full(100, 1, 1, z, dtype: Double), full(100, 1, 1, z, dtype: Double), new RandomStream(seed)).mean().item<double>());
        var (trajectories, both) = (Score(0), Score(50));
        TestContext.Current.TestOutputHelper!.WriteLine($"the score {above / below:F3}: {trajectories:F3} by trajectories alone, {both:F3} with jumps");
        Assert.InRange(both, above / below - 0.15, above / below + 0.15);
        Assert.True(Math.Abs(trajectories - above / below) > 0.5);
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        var q = Gaussian(0, 1);
        Assert.StartsWith("contrast: expected 0 or at least 2 draws, got 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new ClassifierRatio<StandardNormal, Normal>(KnownRatios.Critic(1, 1), 1)).Message);
        Assert.StartsWith("jumps: expected at least 0, got -1.", Assert.Throws<ArgumentOutOfRangeException>(() => new UnbiasedScoreRatio<StandardNormal>(jumps: -1)).Message);
        Assert.StartsWith("bandwidth: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new KernelRatio<StandardNormal, Normal>(5, bandwidth: 0)).Message);
        Assert.StartsWith("blur: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new DenoisingRatio<StandardNormal, Normal>(KnownRatios.Critic(2, 1), 0)).Message);
        Assert.Equal("kernel regression needs draws to regress on: expected S of at least 2, got 1.",
            Assert.Throws<ArgumentException>(() => new KernelRatio<StandardNormal, Normal>(5).Estimate(Prior, q, q.Sample(new RandomStream(1), 1), new RandomStream(2))).Message);
        Assert.All(KnownRatios.Implicit.OfType<ILogRatio<StandardNormal, Normal>>(), ratio => Assert.Equal(Guarantee.None, ratio.Standing.Guarantee));
    }

    private static Normal Gaussian(double mean, double scale) => Normal.FromLogScale(full(1, 1, mean, dtype: Double), full(1, 1, Math.Log(scale), dtype: Double));

    private static void Fit<T>(T ratio, Normal q, int steps)
        where T : nn.Module, ITrainedRatio<StandardNormal, Normal>
    {
        using var optimizer = new OnePassAdam(ratio.parameters(), 0.01);
        var (random, rate) = (new RandomStream(13), new CosineDecay(0.01, 1e-4, steps));
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = rate.At(step);
            optimizer.zero_grad();
            (-ratio.Fit(Prior, q, q.Sample(random.Split("draw"), 256), random.Split("fit")).mean()).backward();
            optimizer.step();
        }
    }

    private static (Tensor Value, Tensor Exact) At(ILogRatio<StandardNormal, Normal> ratio, Normal q, int draws, long seed = 14)
    {
        using var _ = no_grad();
        var draw = q.Sample(new RandomStream(seed), draws);
        return (ratio.Estimate(Prior, q, draw, new RandomStream(seed).Split("ratio")).Value!, Prior.LogDensity(draw.Value) - q.LogDensity(draw.Value));
    }

    private static void AssertNear(Tensor exact, Tensor value, double rootMeanSquare, string what)
    {
        var error = (value - exact).square().mean().sqrt().item<double>();
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: root mean square error {error:F3}");
        Assert.True(error <= rootMeanSquare, $"{what} is off by {error:G3}");
    }
}
