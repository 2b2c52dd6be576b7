using GenerativeVI.Gradients;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Gradients;

public sealed class ReductionTests
{
    public static TheoryData<string, Reduction> Reductions { get; } = new()
    {
        { "mean", PowerMean.OfLogarithms },
        { "log-mean-exp", PowerMean.OfWeights },
        { "power", new PowerMean(-1.3) },
        { "small power", new PowerMean(5e-4) },
        { "groups", new PowerMean(1, 3) },
        { "groups of one", new PowerMean(2, 6) },
        { "combination", new WeightedReductions((0.3, new PowerMean(0.5, 2)), (-1.2, PowerMean.OfWeights)) },
    };

    [Theory, MemberData(nameof(Reductions))]
    public void OwnCurvature_IsWhatAutomaticDifferentiationFinds(string name, Reduction reduction)
    {
        Assert.NotEmpty(name);
        var logWeights = new RandomStream(1).Normal([6, 4], ScalarType.Float64) * 3;
        Close.AssertAll(new ByCopies(reduction).OwnCurvature(logWeights), reduction.OwnCurvature(logWeights), 1e-12);
        Close.AssertAll(reduction.Of(logWeights) + reduction.Slope(logWeights).sum(dim: 0) * 700, reduction.Of(logWeights + 700), 1e-10);
    }

    [Fact]
    public void Powers_AndGroups_AreChecked()
    {
        Assert.StartsWith("power: expected a finite number, got NaN.", Assert.Throws<ArgumentException>(() => new PowerMean(double.NaN)).Message, StringComparison.Ordinal);
        Assert.StartsWith("groups: expected at least 1, got 0.", Assert.Throws<ArgumentException>(() => new PowerMean(1, 0)).Message, StringComparison.Ordinal);
    }

    /// <summary>With the curvature that every reduction has by itself.</summary>
    private sealed class ByCopies(Reduction reduction) : Reduction
    {
        public override Tensor Of(Tensor logWeights) => reduction.Of(logWeights);
    }
}
