using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Densities;

/// <summary>The golden values of T5: x = 1.5 with N(z, 1), a semi-implicit prior and a semi-implicit posterior.</summary>
public sealed class DoublySemiImplicitTests
{
    private static readonly GaussianMixing Prior = new(0, 1, 0.5), Posterior = new(0.6, 0.2, 0.25);
    private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    [Theory]
    [InlineData(1, -3.0717, 0.0015)]
    [InlineData(2, -2.3828, 0.0008)]
    [InlineData(5, -2.0776, 0.0005)]
    [InlineData(10, -1.9960, 0.0005)]
    [InlineData(50, -1.9362, 0.0005)]
    public void BothSidesByMixingSamples_AreTheLowerBound(int samples, double golden, double goldenError)
    {
        var bracket = new MixingSamples(samples, Sharing.Draw);
        AssertGolden(golden, goldenError, new BracketedRatio<ISemiImplicit<ISampler>, ISemiImplicit<ISampler>>(bracket, bracket), Prior.Distribution);
    }

    [Theory]
    [InlineData(1, -1.414819, 0)]
    [InlineData(2, -1.6986, 0.0005)]
    [InlineData(5, -1.8410, 0.0005)]
    [InlineData(10, -1.8817, 0.0005)]
    [InlineData(50, -1.9132, 0.0005)]
    public void NaiveSamples_AreTheUpperBoundOfTheElbo(int samples, double golden, double goldenError) =>
        AssertGolden(golden, goldenError, new NaiveRatio<Normal, ISemiImplicit<ISampler>>(new ExactDensity(), new MixingSamples(samples, Sharing.Draw)), Prior.Marginal);

    [Fact]
    public void ReverseModelsThatAreTrue_GiveTheElbo()
    {
        var ratio = new BracketedRatio<ISemiImplicit<IDistribution>, ISemiImplicit<IDistribution>>(Prior.TrueReverse(1), Posterior.TrueReverse(0));
        AssertGolden(-1.920925, 5e-7, ratio, Prior.Distribution);
    }

    private static void AssertGolden<TPrior, TPosterior>(double golden, double goldenError, ILogRatio<TPrior, TPosterior> ratio, TPrior prior)
        where TPrior : ISampler
        where TPosterior : class, ISampler
    {
        var q = Posterior.Distribution;
        var draw = q.Sample(new RandomStream(1), Effort.Draws(400_000, 40_000));
        var values = ratio.Estimate(prior, (q as TPosterior)!, draw, new RandomStream(2)).Value! - 0.5 * (draw.Value.squeeze(-1) - 1.5).square() - LogRootTwoPi;
        var error = values.std().item<double>() / Math.Sqrt(values.NumberOfElements);
        MonteCarlo.AssertMean(golden, values.mean().item<double>(), Math.Sqrt(error * error + goldenError * goldenError) + 1e-7, 0.2);
    }
}
