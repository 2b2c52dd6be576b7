using GenerativeVI.Evaluation;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>What every target owes.</summary>
public sealed class TargetLaws
{
    // Above so many dimensions a few directions stand for all.
    private const long Many = 70;

    public static TheoryData<string> Names => KnownTargets.All.Names;

    [Theory, MemberData(nameof(Names))]
    public void Score_IsTheGradientByDifferences(string name)
    {
        using var target = KnownTargets.All[name].Open();
        const double step = 1e-5;
        var points = Points(target, 3);
        var ways = new RandomStream(2).Normal([4, target.Dimension], ScalarType.Float64) / Math.Sqrt(target.Dimension);
        var (_, score) = target.ScoreAt(points);
        foreach (var way in ways.unbind(0))
        {
            using var _ = no_grad();
            var expected = (target.LogDensity(points + way * step)
                - target.LogDensity(points - way * step)) / (2 * step);
            // What differences lose of a large number.
            var lost = 1e-10 * target.LogDensity(points).abs().max().item<double>() / step * 0.01;
            Close.AssertAll(expected, (score * way).sum(-1), 1e-6 + lost);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Batches_AreOneDrawAfterAnother(string name)
    {
        using var target = KnownTargets.All[name].Open();
        var points = Points(target, 4);
        var together = target.LogDensity(points.reshape(2, 2, -1));
        Assert.Equal([2, 2], together.shape);
        Tensor[] each = [.. points.unbind(0).Select(target.LogDensity)];
        Close.AssertAll(stack(each), together.flatten(), 1e-12);
        Assert.Equal(ScalarType.Float32, target.LogDensity(points.to_type(ScalarType.Float32)).dtype);
    }

    [Theory, MemberData(nameof(Names))]
    public void Transform_GoesThereAndBack_AndItsLogJacobianIsThatByDifferences(string name)
    {
        using var target = KnownTargets.All[name].Open();
        var points = Points(target, 2);
        var parameters = target.Constrain(points);
        Close.AssertAll(points, target.Unconstrain(parameters), 1e-9);
        Close.AssertAll(parameters, target.Parameters(target.Quantities(parameters)), 1e-5);
        Assert.Equal(target.QuantityNames.Count, target.Quantities(parameters).shape[^1]);
        Close.AssertAll(target.LogJoint(parameters) + target.LogJacobian(points), target.LogDensity(points), 1e-12);
        if (target.Dimension > Many) return;
        const double step = 1e-6;
        foreach (var point in points.unbind(0))
        {
            var moves = eye(target.Dimension, dtype: ScalarType.Float64) * step;
            var jacobian = (target.Constrain(point + moves) - target.Constrain(point - moves)) / (2 * step);
            Close.AssertAll(linalg.slogdet(jacobian).Item2, target.LogJacobian(point), 1e-7);
        }
    }

    /// <summary>Draws that others have made of the same posterior, with another program, keep the identity with our
    /// score.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Draws_KeepSteinsIdentity(string name)
    {
        using var target = KnownTargets.All[name].Open();
        if (KnownTargets.All[name].Draws(target) is not { } draws) return;
        var found = SteinIdentity.Of(draws, target.ScoreAt(draws).Score);
        Assert.True(found.WorstErrors < MonteCarlo.StandardErrors,
            $"{found.WorstErrors:F2} standard errors, a deviation of {found.WorstDeviation:G3}");
        // It says something: no element's own identity is off by half of what it is.
        Assert.All(found.Diagonal, own => Assert.InRange(own, -1.5, -0.5));
    }

    /// <summary>By importance sampling from a wide t distribution.</summary>
    [Theory]
    [InlineData("banana")]
    [InlineData("gaussian-mixture-2")]
    [InlineData("student-mixture-2")]
    [InlineData("one wide t")]
    public void Integral_IsOne(string name)
    {
        using var target = KnownTargets.All[name].Open();
        Assert.Equal(0, target.LogIntegral);
        var random = new RandomStream(4);
        var count = Effort.Draws(4_000_000, 1_000_000) / (int)target.Dimension;
        var wide = new ScatteredMixtureTarget((int)target.Dimension, parts: 1, extent: 1e-9, freedom: 2.5);
        var draws = wide.Sample(count, random) * 4;
        var logs = target.LogDensity(draws) - wide.LogDensity(draws / 4) + target.Dimension * Math.Log(4);
        MonteCarlo.AssertMean(ones(1, dtype: ScalarType.Float64), logs.exp().unsqueeze(-1), 0.1);
    }

    private static Tensor Points(Target target, long count) => new RandomStream(1)
        .Normal([count, target.Dimension], ScalarType.Float64) * 0.5;
}
