using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Targets;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Targets;

/// <summary>Log-densities beside the same formulas with plain numbers, one after another, as the models are
/// written.</summary>
public sealed class TargetOracleTests
{
    [Fact]
    public void MovingAverage_IsItsRecursion()
    {
        double[] y = [0.3, -0.2, 0.5, 0.9, -1.1, 0.4, 0.2];
        var (level, slope, memory, scale) = (0.4, 0.7, -1.3, 0.6);
        var expected = Normal(level, 0, 10) + Normal(slope, 0, 2) + Normal(memory, 0, 2) + HalfCauchy(scale, 2.5);
        var error = 0.0;
        for (var t = 0; t < y.Length; t++)
        {
            error = y[t] - (level + slope * (t == 0 ? level : y[t - 1]) + memory * error);
            expected += Normal(error, 0, scale);
        }
        using var target = new MovingAverageTarget(tensor(y));
        Assert.Equal(expected, At(target, level, slope, memory, scale), 1e-10);
    }

    [Fact]
    public void Regression_IsASumOverItsRows()
    {
        double[,] x = { { 1, 2 }, { 1, -1 }, { 1, 0.5 }, { 1, 3 } };
        double[] y = [0.3, -0.2, 0.5, 0.9], weights = [0.2, -0.4];
        const double scale = 1.7;
        var expected = weights.Sum(w => Normal(w, 0, 10)) + HalfCauchy(scale, 2.5);
        for (var n = 0; n < y.Length; n++) expected += Normal(y[n], x[n, 0] * weights[0] + x[n, 1] * weights[1], scale);
        using var target = new LinearRegressionTarget("r", tensor(x), tensor(y), 10, ScalePrior.HalfCauchy(2.5));
        Assert.Equal(expected, At(target, [.. weights, scale]), 1e-10);
        using var flat = new LinearRegressionTarget("r", tensor(x), tensor(y), null, ScalePrior.Flat);
        Assert.Equal(expected - weights.Sum(w => Normal(w, 0, 10)) - HalfCauchy(scale, 2.5),
            At(flat, [.. weights, scale]), 1e-10);
    }

    [Fact]
    public void RandomEffects_CountTheirBinomialCoefficients()
    {
        double[] r = [2, 0, 5], n = [4, 3, 5], b = [0.1, -0.3, 0.7];
        double[,] x = { { 1, 0 }, { 1, 1 }, { 1, 1 } };
        var (tau, a0, a1) = (1.4, -0.2, 0.6);
        var expected = Gamma(tau, 0.01, 0.01) + Normal(a0, 0, 10) + Normal(a1, 0, 10);
        for (var i = 0; i < 3; i++)
        {
            var p = 1 / (1 + Math.Exp(-(a0 + a1 * x[i, 1] + b[i])));
            expected += Normal(b[i], 0, 1 / Math.Sqrt(tau)) + Math.Log(Choose(n[i], r[i])) + r[i] * Math.Log(p)
                + (n[i] - r[i]) * Math.Log(1 - p);
        }
        using var target = new RandomEffectsTarget(r, n, tensor(x));
        Assert.Equal(expected, At(target, [tau, a0, a1, .. b]), 1e-9);

        static double Choose(double n, double k) => k == 0 ? 1 : n / k * Choose(n - 1, k - 1);
    }

    [Fact]
    public void Brownian_IsItsSteps()
    {
        double[] y = [0.2, double.NaN, -0.4], path = [0.1, 0.3, -0.5];
        var (a, b) = (0.3, 0.2);
        var expected = Normal(Math.Log(a), 0, 2) - Math.Log(a) + Normal(Math.Log(b), 0, 2) - Math.Log(b)
            + Normal(0.1, 0, a) + Normal(0.3, 0.1, a) + Normal(-0.5, 0.3, a) + Normal(0.2, 0.1, b)
                + Normal(-0.4, -0.5, b);
        using var target = new BrownianTarget(y);
        Assert.Equal(expected, At(target, [a, b, .. path]), 1e-10);
    }

    [Fact]
    public void MixtureModel_IsASumOverItsNumbers()
    {
        double[] y = [0.5, -2, 3];
        var (low, high, first, second, share) = (-1.0, 2.0, 0.8, 1.5, 0.3);
        var expected = Math.Log(2) + Normal(low, 0, 2) + Normal(high, 0, 2) + 2 * Math.Log(2) + Normal(first, 0, 2)
            + Normal(second, 0, 2)
            + Math.Log(630 * Math.Pow(share * (1 - share), 4))
            + y.Sum(v => Math.Log(share * Math.Exp(Normal(v, low, first))
                + (1 - share) * Math.Exp(Normal(v, high, second))));
        using var target = new MixtureModelTarget(tensor(y));
        Assert.Equal(expected, At(target, low, high, first, second, share), 1e-10);
    }

    [Fact]
    public void PoissonProcess_OfTwoPlaces_IsThatByHand()
    {
        double[] k = [2, 0], t = [0.4, -0.7];
        var (rho, alpha) = (5.0, 1.2);
        var correlation = Math.Exp(-9 / (2 * rho * rho));
        var corner = Math.Sqrt(alpha * alpha + 1e-10);
        var side = alpha * alpha * correlation / corner;
        double[] f = [corner * t[0], side * t[0] + Math.Sqrt(alpha * alpha + 1e-10 - side * side) * t[1]];
        var expected = Gamma(rho, 25, 4) + Math.Log(2) + Normal(alpha, 0, 2) + t.Sum(v => Normal(v, 0, 1))
            + k[0] * f[0] - Math.Exp(f[0]) - Math.Log(2) + k[1] * f[1] - Math.Exp(f[1]);
        using var target = new PoissonProcessTarget([1, 4], k);
        Assert.Equal(expected, At(target, [rho, alpha, .. t]), 1e-7);
    }

    [Fact]
    public void CoxProcess_IsANormalPriorAndItsCounts()
    {
        using var target = new CoxProcessTarget(tensor(new[,] { { 0.1, 0.2 }, { 1.0, 1.0 }, { 0.9, 0.8 } }), 2);
        double[] f = [1, 2, 3, 4.5];
        var (mean, variance, reach) = (Math.Log(126) - 1.91 / 2, 1.91, 2 / 33.0);
        double[,] places = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        var covariance = zeros(4, 4, dtype: ScalarType.Float64);
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                covariance[i, j] = variance * Math.Exp(
                    -Math.Sqrt(Math.Pow(places[i, 0] - places[j, 0], 2)
                    + Math.Pow(places[i, 1] - places[j, 1], 2)) / reach);
        var normal = FullNormal.Of(full([4], mean, dtype: ScalarType.Float64), covariance);
        var expected = normal.LogDensity(tensor(f)).item<double>() + f[0] + 2 * f[3] - f.Sum(Math.Exp) / 4;
        Assert.Equal(expected, At(target, f), 1e-9);
    }

    [Fact]
    public void Diffusion_IsItsSteps()
    {
        var (path, seen) = DiffusionTarget.Simulate(new RandomStream(2), 40);
        var (x, y) = (path.data<double>().ToArray(), seen.data<double>().ToArray());
        double expected = 0, before = 0;
        foreach (var place in x)
        {
            expected += Normal(place, before + 10 * before * (1 - before * before) / 40, Math.Sqrt(1 / 40.0));
            before = place;
        }
        for (var i = 0; i < 20; i++) expected += Normal(y[i], x[2 * i + 1], 0.1);
        using var target = new DiffusionTarget(seen, 40);
        Assert.Equal(expected, At(target, x), 1e-9);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        static string Of(Action make) => Assert.ThrowsAny<ArgumentException>(make).Message;
        Assert.Contains("inputs: expected columns that do not depend on each other",
            Of(() => _ = new LinearRegressionTarget("r", ones(4, 2), zeros(4), 1, ScalePrior.Flat)),
            StringComparison.Ordinal);
        Assert.Contains("outputs: expected [4], got [3]",
            Of(() => _ = new LinearRegressionTarget("r", ones(4, 2), zeros(3), 1, ScalePrior.Flat)),
            StringComparison.Ordinal);
        Assert.Contains("trials: expected one number a group, none below its successes.",
            Of(() => _ = new RandomEffectsTarget([3], [2], ones(1, 1))), StringComparison.Ordinal);
        Assert.Contains("points: expected coordinates between 0 and 1.",
            Of(() => _ = new CoxProcessTarget(full([1, 2], 1.5), 3)), StringComparison.Ordinal);
        Assert.Contains("steps: expected a multiple of 20, got 30.", Of(() => _ = new DiffusionTarget(zeros(20), 30)),
            StringComparison.Ordinal);
        Assert.Contains("freedom: expected above 2", Of(() => _ = new ScatteredMixtureTarget(2, freedom: 1)),
            StringComparison.Ordinal);
        using var funnel = new FunnelTarget();
        Assert.Contains("value: expected [..., 10], got [4, 2].", Of(() => funnel.LogDensity(zeros(4, 2))),
            StringComparison.Ordinal);
        Assert.Contains("target: circle is not one of arK, ", Of(() => NamedTargets.Named("circle")),
            StringComparison.Ordinal);
        var nowhere = new DataLocator([], null);
        Assert.Contains(
            "target seeds: expected the file classification/seeds_table.csv in a folder of data, found none",
            Assert.Throws<DataException>(() => NamedTargets.Named("seeds").Open(nowhere)).Message, StringComparison.Ordinal);
    }

    private static double At(Target target, params double[] parameters) =>
        target.LogJoint(tensor(parameters)).item<double>();

    private static double Normal(double x, double mean, double scale) => -0.5 * Math.Pow((x - mean) / scale, 2)
        - Math.Log(scale) - 0.5 * Math.Log(2 * Math.PI);

    private static double HalfCauchy(double x, double scale) =>
        Math.Log(2 / (Math.PI * scale * (1 + x * x / scale / scale)));

    // Γ by a midpoint rule of its integral over log t.
    private static double Gamma(double x, double shape, double rate)
    {
        var integral = 0.0;
        for (var u = -4000.0; u < 10; u += 0.001) integral += Math.Exp(shape * u - Math.Exp(u)) * 0.001;
        return (shape - 1) * Math.Log(x) - rate * x + shape * Math.Log(rate) - Math.Log(integral);
    }
}
