using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Evaluation;

public sealed class ChainDiagnosticsTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(-0.5)]
    public void EffectiveDraws_OfAnAutoregression_AreKnown(double correlation)
    {
        // x_t = ρ x_{t−1} + √(1 − ρ²) ε_t has autocorrelations ρᵗ, so that N draws are worth N (1 − ρ)/(1 + ρ).
        using var scope = NewDisposeScope();
        var (moves, chains) = (4000, 4);
        var noise = new RandomStream(1).Normal([moves, chains, 2], ScalarType.Float64);
        var at = noise[0];
        var draws = new List<Tensor> { at };
        for (var t = 1; t < moves; t++) draws.Add(at = at * correlation + noise[t] * Math.Sqrt(1 - correlation * correlation));
        var expected = moves * chains * (1 - correlation) / (1 + correlation);
        Assert.All(ChainDiagnostics.Of(stack(draws)), found =>
        {
            Assert.InRange(found.EffectiveDraws / expected, 0.8, 1.25);
            Assert.InRange(found.Disagreement, 0.999, 1.02);
        });
    }

    [Fact]
    public void ChainsApart_AndChainsThatDrift_Disagree()
    {
        using var scope = NewDisposeScope();
        var noise = new RandomStream(2).Normal([1000, 4, 1], ScalarType.Float64);
        // Means 0, 0, 3, 3 beside a variance of 1: V/W = 1 + 3 (the variance of the eight half-chains' means is 18/7).
        var apart = noise + tensor(new double[] { 0, 0, 3, 3 }).unsqueeze(-1);
        Assert.InRange(Assert.Single(ChainDiagnostics.Of(apart)).Disagreement, Math.Sqrt(1 + 18.0 / 7) - 0.1, Math.Sqrt(1 + 18.0 / 7) + 0.1);
        var drifting = noise + linspace(0, 4, 1000, dtype: ScalarType.Float64).reshape(-1, 1, 1);
        Assert.True(Assert.Single(ChainDiagnostics.Of(drifting)).Disagreement > 1.2);
        Assert.Contains("at least 8 moves, got 7", Assert.Throws<ArgumentException>(() => ChainDiagnostics.Of(zeros(7, 1, 1))).Message, StringComparison.Ordinal);
    }
}
