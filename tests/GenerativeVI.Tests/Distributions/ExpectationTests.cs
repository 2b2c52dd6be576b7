using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Distributions;

public sealed class ExpectationTests
{
    private static readonly Tensor Mean = tensor(new[,] { { 0.3, -1.0, 0.5 }, { 1.1, 0.2, -0.4 } }).DetachFromDisposeScope();
    private static readonly Tensor Covariance = Spread(tensor(new[,,] { { { 0.5, 0, 0 }, { 0.2, 0.4, 0 }, { -0.1, 0.3, 0.6 } }, { { 0.3, 0, 0 }, { -0.2, 0.5, 0 }, { 0.1, 0.1, 0.2 } } })).DetachFromDisposeScope();

    [Fact]
    public void DeltaMethod_IsExactForQuadratics()
    {
        var matrix = tensor(new[,] { { 1.0, 0.5, -0.2 }, { 0.5, 2.0, 0.3 }, { -0.2, 0.3, -1.5 } });
        Tensor Quadratic(Tensor z) => (z.Product(matrix) * z).sum(-1) + z.select(-1, 1) - 4;
        // E zᵀMz = μᵀMμ + tr MΣ.
        var expected = Quadratic(Mean) + (matrix * Covariance).sum([-2, -1]);
        Close.AssertAll(expected, Expectation.Delta(Quadratic, Mean, Covariance), 1e-13);
    }

    [Fact]
    public void DeltaMethod_OfALinearFunction_IsItsValueAtTheMean() =>
        Close.AssertAll(Mean.sum(-1), Expectation.Delta(z => z.sum(-1), Mean, Covariance), 1e-15);

    /// <summary>E exp(s z) = exp(s²/2) under N(0, 1); the delta method stops at 1 + s²/2, and its bias falls like s⁴/8.</summary>
    [Theory]
    [InlineData(0.4)]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void DeltaMethod_IsBiasedOtherwise_ByTheNextTermOfTheSeries(double s)
    {
        var estimate = Expectation.Delta(z => (s * z).exp().sum(-1), zeros(1, dtype: ScalarType.Float64), ones(1, 1, dtype: ScalarType.Float64)).item<double>();
        Assert.Equal(1 + s * s / 2, estimate, 1e-14);
        var bias = Math.Exp(s * s / 2) - estimate;
        Assert.InRange(bias / Math.Pow(s, 4), 0.125, 0.13);
    }

    [Fact]
    public void MonteCarlo_IsUnbiased_AndKnowsItsError()
    {
        var distribution = FullNormal.Of(Mean, Covariance);
        var exact = (Mean + 0.5 * Covariance.diagonal(0, -2, -1)).exp().sum(-1);
        var estimate = Expectation.MonteCarlo(distribution, z => z.exp().sum(-1), Effort.Draws(200_000, 50_000), new RandomStream(1));
        Assert.Equal([2], estimate.Value.shape);
        var deviations = (estimate.Value - exact).abs() / estimate.StandardError;
        Assert.True(estimate.StandardError.max().item<double>() < 0.02);
        Assert.True(deviations.max().item<double>() < MonteCarlo.StandardErrors, $"{deviations.max().item<double>()} standard errors off");
    }

    /// <summary>Over repetitions the estimates spread as each says of itself, and the error falls like n^(−1/2).</summary>
    [Fact]
    public void StandardError_IsTheSpreadOfTheEstimates()
    {
        var many = Normal.FromLogScale(zeros(2000, 1, dtype: ScalarType.Float64), zeros(1, dtype: ScalarType.Float64));
        var small = Expectation.MonteCarlo(many, z => z.square().sum(-1), 25, new RandomStream(2));
        var large = Expectation.MonteCarlo(many, z => z.square().sum(-1), 400, new RandomStream(3));
        Assert.Equal(1, small.Value.std().item<double>() / small.StandardError.square().mean().sqrt().item<double>(), 0.1);
        Assert.Equal(4, small.StandardError.square().mean().sqrt().item<double>() / large.StandardError.square().mean().sqrt().item<double>(), 0.4);
    }

    [Fact]
    public void OneDraw_HasNoStandardError()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Expectation.MonteCarlo(new StandardNormal(1), z => z.sum(-1), 1, new RandomStream(1)));
        Assert.StartsWith("samples: expected at least 2 for a standard error, got 1.", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> WithEntropy => KnownDistributions.All.NamesOf(entry => entry.Distribution is FactorizedDistribution and IHasEntropy && !entry.Domain.IsDiscrete);

    /// <summary>The bound e^(2h)/(2πe) of every density known here, one element at a time, against its variance by quadrature.</summary>
    [Theory, MemberData(nameof(WithEntropy))]
    public void Variance_IsAboveTheEntropysBound(string name)
    {
        var entry = KnownDistributions.All[name];
        var distribution = (FactorizedDistribution)entry.Distribution;
        var entropy = entry.Domain.Expect(distribution, z => -distribution.LogDensityByElement(z));
        var variance = entry.Domain.Expect(distribution, z => z.square()) - entry.Domain.Expect(distribution, z => z).square();
        Assert.True((variance / EstimationBound.LeastSquaredError(entropy)).min().item<double>() > 1.0001, "none of these is normal, so the bound is never reached");
    }

    [Fact]
    public void EstimationBound_IsReachedByTheNormal_AndHasItsGoldenValues()
    {
        var scales = tensor(new[] { 0.3, 1.0, 4.0 }).unsqueeze(-1);
        Close.AssertAll(scales.square().squeeze(-1), EstimationBound.LeastSquaredError(Normal.Of(zeros_like(scales), scales).Entropy()), 1e-14);
        var uniform = new Uniform(zeros(1, dtype: ScalarType.Float64), ones(1, dtype: ScalarType.Float64));
        Assert.Equal(0.0585, EstimationBound.LeastSquaredError(uniform.Entropy()).item<double>(), 5e-5);
        Assert.Equal(1.7305, EstimationBound.LeastSquaredError(Laplace.FromLogScale(zeros(1, dtype: ScalarType.Float64), zeros(1, dtype: ScalarType.Float64)).Entropy()).item<double>(), 5e-5);
    }

    private static Tensor Spread(Tensor factor) => factor.Product(factor.mT);
}
