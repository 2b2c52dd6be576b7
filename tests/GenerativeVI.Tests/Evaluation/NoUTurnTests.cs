using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

[Trait("Speed", "Slow")]
public sealed class NoUTurnTests
{
    private static readonly NoUTurnSettings Short =
        new() { WarmUp = Effort.Draws(1000, 300), Draws = Effort.Draws(2000, 500) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draws_HaveTheMomentsOfACorrelatedNormal(bool dense)
    {
        // Deviations from 0.1 to 30, correlations of 0.9.
        var covariance = tensor(new[,] { { 1, 0.9, 0 }, { 0.9, 1, 0 }, { 0, 0, 1 } });
        var scale = tensor(new[] { 0.1, 30, 2 });
        var normal = FullNormal.Of(tensor(new[] { 1.0, -50, 0 }), covariance * scale * scale.unsqueeze(-1));
        using var found = new NoUTurnSampler(normal.LogDensity, 3, Short with { IsDense = dense })
            .Run(new RandomStream(1));
        Assert.Equal(0, found.Divergences);
        AssertMixed(found);
        AssertMoments(found, normal.Mean, covariance * scale * scale.unsqueeze(-1));
    }

    /// <summary>The weights of a linear regression with a known noise and a normal prior are normal.</summary>
    [Fact]
    public void Draws_AreThoseOfAConjugatePosterior()
    {
        var random = new RandomStream(2);
        var inputs = random.Normal([40, 4], ScalarType.Float64);
        var outputs = inputs.matmul(tensor(new[] { 1.0, -2, 0.5, 0 })) + random.Normal([40], ScalarType.Float64);
        var precision = inputs.t().matmul(inputs) / 0.25 + eye(4, dtype: ScalarType.Float64) / 4;
        var covariance = linalg.inv(precision);
        var mean = covariance.matmul(inputs.t().matmul(outputs)) / 0.25;
        Tensor Joint(Tensor w) => (w.matmul(inputs.t()) - outputs).square().sum(-1) * -2 - w.square().sum(-1) / 8;
        using var found = new NoUTurnSampler(Joint, 4, Short).Run(new RandomStream(3));
        AssertMixed(found);
        AssertMoments(found, mean, covariance);
    }

    [Theory]
    [InlineData("arK", false)]
    [InlineData("eight-schools", false)]
    [InlineData("kidiq", true)]
    public void Draws_AgreeWithThoseOfStan(string name, bool dense)
    {
        var named = NamedTargets.Named(name);
        if (!named.IsPresent(RealData.Locator)) Assert.Skip($"{named.Files[0]} is not here.");
        using var target = named.Open(RealData.Locator);
        // What Stan does where a step of usual size would be lost in a funnel.
        using var found = new NoUTurnSampler(target.LogDensity, target.Dimension, Short
            with { IsDense = dense, Acceptance = 0.9 }).Run(new RandomStream(4));
        AssertMixed(found);
        var (reference, own) = (named.ReferenceDraws(target, RealData.Locator)!.flatten(0, 1), found.Flat());
        for (var d = 0; d < target.Dimension; d++)
        {
            var (known, ours) = (reference.select(1, d), own.select(1, d));
            var effective = found.Diagnostics[d].EffectiveDraws;
            var error = Math.Sqrt(known.var().item<double>() * (1 / effective + 1.0 / reference.shape[0]));
            MonteCarlo.AssertMean(known.mean().item<double>(), ours.mean().item<double>(), error,
                known.std().item<double>());
            Assert.InRange(ours.std().item<double>() / known.std().item<double>(), 1 - 6 / Math.Sqrt(effective), 1
                + 6 / Math.Sqrt(effective));
        }
    }

    /// <summary>The target's share of a half line is that of the draws.</summary>
    [Fact]
    public void Draws_OfASkewedTarget_HaveItsDistribution()
    {
        // The logarithm of an exponential variable: P(z < log 0.5) = 1 − exp(−0.5).
        using var found = new NoUTurnSampler(z => (z - z.exp()).sum(-1), 1, Short
            with { Draws = Effort.Draws(8000, 2500) }).Run(new RandomStream(5));
        var share = found.Flat().lt(Math.Log(0.5)).to_type(ScalarType.Float64).mean().item<double>();
        var expected = 1 - Math.Exp(-0.5);
        MonteCarlo.AssertMean(expected, share, Math.Sqrt(expected * (1 - expected) / found.FewestEffectiveDraws), 0.1);
    }

    /// <summary>
    /// Steps so large that the energies along a trajectory differ by nats, in a target whose slope is the same however
    /// far out: points that were taken as they come, and not by their weights, would have three times the E |z| = 1.
    /// </summary>
    [Fact]
    public void Draws_WithLargeSteps_AreWeighted()
    {
        using var found = new NoUTurnSampler(z => z.abs().sum(-1).neg(), 1, Short
            with { Draws = Effort.Draws(8000, 2500), Acceptance = 0.35 }).Run(new RandomStream(5));
        var distance = found.Flat().abs();
        MonteCarlo.AssertMean(1, distance.mean().item<double>(), 1 / Math.Sqrt(found.FewestEffectiveDraws), 0.1);
    }

    [Fact]
    public void SameSeed_SameDraws_AndGradientsAreCounted()
    {
        var count = 0L;
        Tensor Normal(Tensor z)
        {
            count += z.shape[0];
            return z.square().sum(-1) * -0.5;
        }
        var settings = new NoUTurnSettings { Chains = 2, WarmUp = 30, Draws = 20 };
        using var first = new NoUTurnSampler(Normal, 2, settings).Run(new RandomStream(6));
        Assert.Equal(first.Gradients, count);
        using var second = new NoUTurnSampler(Normal, 2, settings).Run(new RandomStream(6));
        Assert.Equal(first.Value.data<double>().ToArray(), second.Value.data<double>().ToArray());
        Assert.Equal([20, 2, 2], first.Value.shape);
    }

    [Fact]
    public void Mistakes_AreNamed_AndACancelledRunEnds()
    {
        NoUTurnDraws Run(NoUTurnSettings settings, Func<Tensor, Tensor> density, CancellationToken cancellation =
            default) =>
            new NoUTurnSampler(density, 1, settings).Run(new RandomStream(1), null, cancellation);
        Assert.Contains("warm-up: expected at least 20 moves, got 3.",
            Assert.Throws<ArgumentException>(() => Run(new() { WarmUp = 3 }, z => z.sum(-1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("got none at 100 points within 2 of 0",
            Assert.Throws<ArgumentException>(() => Run(new(), z => z.sum(-1) * double.NaN)).Message,
            StringComparison.Ordinal);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Run(new(), z => z.square().sum(-1) * -1, source.Token));
    }

    private static void AssertMixed(NoUTurnDraws found)
    {
        Assert.InRange(found.WorstDisagreement, 0.98, Effort.Draws(101, 103) / 100.0);
        Assert.True(found.FewestEffectiveDraws > 0.1 * found.Value.shape[0] * found.Value.shape[1],
            $"{found.FewestEffectiveDraws:F0} effective draws");
    }

    private static void AssertMoments(NoUTurnDraws found, Tensor mean, Tensor covariance)
    {
        var scale = covariance.diagonal().sqrt();
        var (draws, effective) = ((found.Flat() - mean) / scale, found.FewestEffectiveDraws);
        var limit = MonteCarlo.StandardErrors / Math.Sqrt(effective);
        Assert.InRange(draws.mean([0L]).abs().max().item<double>(), 0, limit);
        var products = draws.t().matmul(draws) / draws.shape[0] - covariance / (scale * scale.unsqueeze(-1));
        // A squared normal has a deviation of √2, and squares are worth fewer draws than their roots: half of them.
        Assert.InRange(products.abs().max().item<double>(), 0, 2 * limit);
        Assert.True(limit < 0.35, "too few effective draws to say anything");
    }
}
