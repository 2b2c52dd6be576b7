using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Distributions;

/// <summary>Natural parameters are checked where people give them, in a sentence with parameter, index and value.</summary>
public sealed class DomainTests
{
    public static readonly (string Message, Func<IDistribution> Make)[] All =
    [
        ("scale[1]: expected above 0, got -0.5.", () => Normal.Of(zeros(2), tensor(new[] { 1f, -0.5f }))),
        ("scale[0, 1]: expected above 0, got 0.", () => Laplace.Of(zeros(1, 2), tensor(new[,] { { 1f, 0f } }))),
        ("mean[2]: expected a finite number, got NaN.", () => Normal.Of(tensor(new[] { 0f, 1f, float.NaN }), ones(3))),
        ("location[0]: expected a finite number, got Infinity.", () => Logistic.Of(tensor(new[] { float.PositiveInfinity }), ones(1))),
        ("scale[0]: expected above 0, got NaN.", () => Logistic.Of(zeros(1), tensor(new[] { float.NaN }))),
        ("degrees[0]: expected above 0, got -1.", () => StudentT.Of(tensor(new[] { -1f }), zeros(1), ones(1))),
        ("concentration[0]: expected above 0, got 0.", () => Gamma.Of(zeros(1), ones(1))),
        ("rate[0]: expected above 0, got -2.", () => Gamma.Of(ones(1), tensor(new[] { -2f }))),
        ("rate[0]: expected above 0, got Infinity.", () => Exponential.Of(tensor(new[] { float.PositiveInfinity }))),
        ("rate[1]: expected above 0, got 0.", () => Poisson.Of(tensor(new[] { 1f, 0f }))),
        ("concentration0[0]: expected above 0, got -1.", () => Beta.Of(ones(1), tensor(new[] { -1f }))),
        ("probabilities[1]: expected between 0 and 1, got 1.25.", () => Bernoulli.Of(tensor(new[] { 0.5f, 1.25f }))),
        ("probabilities[0]: expected between 0 and 1, got 0.", () => ContinuousBernoulli.Of(zeros(1))),
        ("probabilities[0]: expected a sum of 1, got 0.75.", () => Categorical.Of(tensor(new[,] { { 0.5f, 0.25f } }))),
        ("probabilities[0, 1]: expected at least 0, got -0.25.", () => Categorical.Of(tensor(new[,] { { 1.25f, -0.25f } }))),
        ("probabilities[0, 0]: expected a sum of 1, got 1.5.", () => OneHot.Of(tensor(new[,,] { { { 1f, 0.5f } } }))),
        ("high[1]: expected above low, got 1.", () => new Uniform(ones(2), tensor(new[] { 2f, 1f }))),
        ("factor[1, 0]: expected a finite number, got NaN.", () => LowRankNormal.Of(zeros(2), ones(2), tensor(new[,] { { 1f }, { float.NaN } }))),
        ("covariance[0, 1]: expected a symmetric matrix, got 2.", () => FullNormal.Of(zeros(2), tensor(new[,] { { 1f, 2f }, { 0f, 1f } }))),
        ("covariance: expected a positive definite matrix, got one whose leading minor of order 2 is not positive.", () => FullNormal.Of(zeros(2), tensor(new[,] { { 1f, 2f }, { 2f, 1f } }))),
        ("temperature: expected above 0, got 0.", () => new Concrete(zeros(1, 2), 0)),
        ("step: expected above 0, got -1.", () => new Categorical(zeros(1, 2), -1)),
        ("levels: expected at least 2, got 1.", () => DiscretizedLogistic.FromLogScale(zeros(1), zeros(1), 1)),
        ("lower: expected [..., 3, 3], got [2, 2].", () => FullNormal.FromLogDiagonal(zeros(3), zeros(3), zeros(2, 2))),
        ("components: expected a batch shape that ends in the 3 weights, got [2].", () => new Mixture<Normal>(zeros(3), Normal.FromLogScale(zeros(2, 4), zeros(2, 4)))),
        ("blocks: draws of Bernoulli carry no gradient; use Product with the score function.", () => new ReparameterizedProduct((new Bernoulli(zeros(2)), 2))),
        ("blocks: expected the batch shape [] of all, got [3].", () => new Product((new Bernoulli(zeros(2)), 2), (new Bernoulli(zeros(3, 2)), 2))),
        ("blocks: expected at least one.", () => new Product()),
    ];

    public static TheoryData<string> Messages => [.. All.Select(refusal => refusal.Message)];

    [Theory, MemberData(nameof(Messages))]
    public void ParameterOutOfItsDomain_IsRefusedByName(string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => All.Single(refusal => refusal.Message == message).Make()).Message, StringComparison.Ordinal);

    [Fact]
    public void NaturalParameters_GiveTheSameDistribution()
    {
        var (mean, scale) = (tensor(new[] { 0.3, -1.0 }), tensor(new[] { 0.5, 2.0 }));
        var value = tensor(new[] { 0.7, 0.2 });
        Assert.Equal(Normal.FromLogScale(mean, scale.log()).LogDensity(value).item<double>(), Normal.Of(mean, scale).LogDensity(value).item<double>(), 1e-14);
        Assert.Equal(Normal.FromLogScale(mean, scale.log()).LogDensity(value).item<double>(), FullNormal.Of(mean, scale.square().diag()).LogDensity(value).item<double>(), 1e-13);
        Assert.Equal(Math.Log(0.3) + Math.Log(0.8), Bernoulli.Of(tensor(new[] { 0.3, 0.2 })).LogDensity(tensor(new[] { 1.0, 0.0 })).item<double>(), 1e-14);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    public void ValueOutsideTheSupport_HasNoDensity_AndNoNaNInItsGradient(double outside)
    {
        var parameter = tensor(new[] { 0.4 }).requires_grad_();
        IDistribution[] all = [Beta.FromLogarithms(parameter, parameter), new ContinuousBernoulli(parameter), .. outside < 0 ? [Gamma.FromLogarithms(parameter, parameter), Exponential.FromLogRate(parameter), Poisson.FromLogRate(parameter)] : Array.Empty<IDistribution>()];
        foreach (var distribution in all)
        {
            parameter.grad = null;
            var logDensity = distribution.LogDensity(tensor(new[] { outside }));
            Assert.Equal(double.NegativeInfinity, logDensity.item<double>());
            logDensity.sum().backward();
            Assert.True(parameter.grad!.isfinite().all().item<bool>());
            Assert.True(distribution.LogDensity(tensor(new[] { double.NaN })).isnan().item<bool>());
        }
    }
}
