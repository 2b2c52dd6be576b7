using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Models;

public sealed class ExpectedLogSigmoidTests
{
    private static readonly Tensor Mean = tensor(new[] { 0.0, 1, 1, -2, 3 }).DetachFromDisposeScope(), Variance = tensor(new[] { 1.0, 1, 4, 4, 0.25 }).DetachFromDisposeScope();

    /// <summary>The golden values T4.</summary>
    private static readonly double[] Values = [-.806059, -.406856, -.642495, -2.356316, -.054489], JaakkolaJordan = [-.813262, -.424729, -.719577, -2.471638, -.067354];

    [Fact]
    public void Quadrature_GivesTheGoldenValues() => Close.AssertAll(tensor(Values), ExpectedLogSigmoid.Value(Mean, Variance, LogisticExpectation.GaussHermite), 6e-7);

    [Fact]
    public void JaakkolaJordan_GivesTheGoldenValues() => Close.AssertAll(tensor(JaakkolaJordan), ExpectedLogSigmoid.Value(Mean, Variance, LogisticExpectation.JaakkolaJordan), 6e-7);

    [Fact]
    public void Draws_AgreeWithTheGoldenValues()
    {
        var random = new RandomStream(1);
        var draws = stack(Enumerable.Range(0, 2000).Select(_ => ExpectedLogSigmoid.Value(Mean, Variance, LogisticExpectation.LocalReparameterization, draws: 8, random: random)).ToArray());
        MonteCarlo.AssertMean(tensor(Values), draws, 0.1);
    }

    [Fact]
    public void Bound_IsBelowTheValue_AndTheValueBelowJensens()
    {
        var mean = linspace(-6, 6, 25, dtype: ScalarType.Float64).unsqueeze(-1).expand(25, 6);
        var variance = tensor(new[] { 0.01, 0.1, 1, 4, 16, 50 }).expand(25, 6);
        var value = RelevanceOracle.ExpectedLogSigmoid(mean, variance);
        var quadrature = ExpectedLogSigmoid.Value(mean, variance, LogisticExpectation.GaussHermite, nodes: 64);
        Close.AssertAll(value, quadrature, 1e-4);
        Assert.True((ExpectedLogSigmoid.Value(mean, variance, LogisticExpectation.JaakkolaJordan) <= value).all().item<bool>());
        Assert.True((quadrature <= ExpectedLogSigmoid.Value(mean, variance, LogisticExpectation.Laplace) + 1e-15).all().item<bool>());
    }

    [Fact]
    public void WithoutVariance_AllAgreeButForTheBoundsAway()
    {
        var none = zeros_like(Mean);
        foreach (var expectation in Enum.GetValues<LogisticExpectation>())
            Close.AssertAll(nn.functional.logsigmoid(Mean), ExpectedLogSigmoid.Value(Mean, none, expectation, random: new RandomStream(1)), 1e-12);
    }

    [Fact]
    public void GaussHermite_IntegratesPolynomialsExactly()
    {
        var (nodes, weights) = GaussHermite.Rule(9);
        var moment = 1.0;
        for (var degree = 0; degree <= 17; degree++)
        {
            // E v^2k = (2k − 1)!!.
            if (degree is > 0 && degree % 2 == 0) moment *= degree - 1;
            Assert.Equal(degree % 2 == 0 ? moment : 0, nodes.pow(degree).dot(weights).item<double>(), 1e-10 * moment * moment);
        }
    }

    [Fact]
    public void DrawsWithoutAStream_AreRefused() =>
        Assert.Equal("local reparameterization draws: give it a random stream.", Assert.Throws<ArgumentException>(() => ExpectedLogSigmoid.Value(Mean, Variance, LogisticExpectation.LocalReparameterization)).Message);
}
