using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>What holds of every posterior over weights, every evaluation and every prior.</summary>
public sealed class BayesianWeightLaws
{
    private static readonly int Draws = Effort.Draws(200_000, 40_000);

    public static TheoryData<string> Entries => KnownWeights.All.Names;

    public static TheoryData<string, WeightEvaluation> Evaluated => new(
        from entry in KnownWeights.All.Entries
        from evaluation in Enum.GetValues<WeightEvaluation>()
        where evaluation != WeightEvaluation.Mean && (evaluation != WeightEvaluation.Flipout || entry.Name == "mean field")
        select (entry.Name, evaluation));

    [Theory, MemberData(nameof(Entries))]
    public void MarginalsAndDeterminant_AreThoseOfTheCovariance(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        var covariance = KnownWeights.All[name].Covariance(weights);
        Close.AssertAll(covariance.diagonal().reshape(2, 3), weights.Variance(), 1e-13);
        Close.AssertAll(linalg.slogdet(covariance).Item2, weights.LogDeterminant(), 1e-12);
        var noise = weights.Noise(Draws, new RandomStream(1)).flatten(1);
        MonteCarlo.AssertMean(covariance, noise.unsqueeze(-1) * noise.unsqueeze(-2), 0.5);
    }

    /// <summary>Mean 0 and covariance X Σ Xᵀ over the outputs of a row, whichever way it is evaluated: the moments of local reparameterization are those of sampled weights.</summary>
    [Theory, MemberData(nameof(Evaluated))]
    public void OutputsOfARow_HaveTheMomentsOfSampledWeights(string name, WeightEvaluation evaluation)
    {
        using var layer = Layer(name, evaluation);
        var input = tensor(new[] { 0.7, -1.2, 0.4 });
        // Draws on the axis in front, so that a shared sample is one for each of them.
        var outputs = layer.call(input.expand(Draws, 1, 3)).squeeze(1); // [S, 2]
        var deviation = outputs - nn.functional.linear(input, layer.Weights.Mean);
        var projection = kron(eye(2, dtype: ScalarType.Float64), input.unsqueeze(0)); // [2, 6]
        var covariance = projection.Product(KnownWeights.All[name].Covariance(layer.Weights)).Product(projection.t());
        // In units of the expected covariance, so that one tolerance fits all entries.
        var white = deviation.Product(linalg.inv(linalg.cholesky(covariance)).t());
        MonteCarlo.AssertMean(zeros(2, dtype: ScalarType.Float64), white, 0.05);
        MonteCarlo.AssertMean(eye(2, dtype: ScalarType.Float64), white.unsqueeze(-1) * white.unsqueeze(-2), 0.06);
    }

    [Theory, MemberData(nameof(Entries))]
    public void GaussianDivergence_IsTheClosedForm(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        var expected = RelevanceOracle.Divergence(weights.Mean.flatten(), KnownWeights.All[name].Covariance(weights), full([6], 0.49, dtype: ScalarType.Float64));
        Close.AssertAll(expected, new GaussianPrior(0.7).Divergence(weights, new RandomStream(1)), 1e-12);
    }

    /// <summary>Nothing pulls a posterior away from its prior but data: there the KL is 0, and so is its gradient.</summary>
    [Theory, MemberData(nameof(Entries))]
    public void WithoutData_ThePosteriorIsThePrior(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        foreach (var (parameterName, parameter) in weights.named_parameters())
        {
            using var _ = no_grad();
            parameter.fill_(parameterName == "logScale" ? Math.Log(0.7) : 0);
        }
        var value = new GaussianPrior(0.7).Divergence(weights, new RandomStream(1));
        Close.AssertAll(tensor(0.0), value, 1e-13);
        value.backward();
        foreach (var (_, parameter) in weights.named_parameters()) Close.AssertAll(tensor(0.0), parameter.grad!, 1e-13);
    }

    [Theory, MemberData(nameof(Entries))]
    public void ArdDivergence_IsTheLeastOverPriorVariances(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        var covariance = KnownWeights.All[name].Covariance(weights);
        var best = (weights.Mean.flatten().square() + covariance.diagonal()).detach();
        var value = new ArdPrior().Divergence(weights, new RandomStream(1));
        Close.AssertAll(RelevanceOracle.Divergence(weights.Mean.flatten(), covariance, best), value, 1e-12);
        foreach (var factor in (double[])[0.8, 1.25]) Assert.True(RelevanceOracle.Divergence(weights.Mean.flatten(), covariance, best * factor).item<double>() > value.item<double>());
    }

    /// <summary>N(w̃, ·) is N(0, ·) of weights moved by w̃; a shared w̃ by empirical Bayes has the least KL, and so has a shared α.</summary>
    [Theory, MemberData(nameof(Entries))]
    public void PriorMeans_AndSharedVariances_AreClosedForms(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        var (random, covariance) = (new RandomStream(1), KnownWeights.All[name].Covariance(weights));
        var prior = random.Normal([2, 3], ScalarType.Float64);
        double Kl(Tensor mean, Tensor alpha) => RelevanceOracle.Divergence((weights.Mean - mean).flatten(), covariance, alpha.expand(6)).item<double>();
        Assert.Equal(Kl(prior, tensor(0.49)), new GaussianPrior(0.7) { Mean = prior }.Divergence(weights, random).item<double>(), 1e-12);
        var own = (weights.Mean - prior).flatten().square() + covariance.diagonal();
        Assert.Equal(Kl(prior, own), new ArdPrior { Mean = prior }.Divergence(weights, random).item<double>(), 1e-12);
        Least(new GaussianPrior(0.7) { LearnsMean = true }, shift => Kl(weights.Mean.mean() + shift, tensor(0.49)));
        Least(new ArdPrior { IsGrouped = true }, shift => Kl(tensor(0.0), (weights.Mean.flatten().square() + covariance.diagonal()).mean() * Math.Exp(shift)));
        foreach (var one in (WeightPrior[])[new GaussianPrior(0.7) { LearnsMean = true }, new GaussianPrior(0.7) { Mean = prior }, new ArdPrior { IsGrouped = true }, new ArdPrior { Mean = prior }])
            FiniteDifference.AssertGradient(weights.named_parameters(), () => one.Divergence(weights, random));
        Assert.StartsWith("prior mean: expected [2, 3], got [3].", Assert.Throws<ArgumentException>(() => new ArdPrior { Mean = zeros(3) }.Divergence(weights, random)).Message);
        Assert.StartsWith("prior mean: it is either given or learned", Assert.Throws<ArgumentException>(() => new GaussianPrior(1) { Mean = prior, LearnsMean = true }.Divergence(weights, random)).Message);

        void Least(WeightPrior best, Func<double, double> at)
        {
            var value = best.Divergence(weights, random).item<double>();
            Assert.Equal(at(0), value, 1e-12);
            foreach (var shift in (double[])[-0.1, 0.1]) Assert.True(at(shift) > value);
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void ScaleMixtureDivergence_OfOneComponent_IsTheGaussianOne_InExpectation(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        using var _ = no_grad();
        var random = new RandomStream(1);
        var prior = new ScaleMixturePrior([(1, 0.7)]);
        var draws = stack(Enumerable.Range(0, 3000).Select(_ => prior.Divergence(weights, random)).ToArray());
        MonteCarlo.AssertMean(new GaussianPrior(0.7).Divergence(weights, random), draws, 3);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Divergences_HaveTheGradientsOfFiniteDifferences(string name)
    {
        using var weights = KnownWeights.All[name].Make();
        WeightPrior[] priors = [new GaussianPrior(0.7), new ArdPrior(), ScaleMixturePrior.Of(1, 0.1), ScaleMixturePrior.Horseshoe()];
        foreach (var prior in weights.IsFactorized ? [.. priors, new LogUniformPrior()] : priors)
            FiniteDifference.AssertGradient(weights.named_parameters(), () => prior.Divergence(weights, new RandomStream(1)));
    }

    /// <summary>The golden values T3, and the largest error that the approximation is known for.</summary>
    [Fact]
    public void LogUniformDivergence_IsNearTheExactOne_MonotoneAndVanishing()
    {
        var logAlpha = tensor(new[] { -4.0, -2, 0, 2, 4 });
        Close.AssertAll(tensor(new[] { 2.62575, 1.54415, 0.42669, 0.06617, 0.00913 }), LogUniformPrior.Of(logAlpha), 0.0095);
        var grid = linspace(-8, 8, 33, dtype: ScalarType.Float64);
        var approximate = LogUniformPrior.Of(grid);
        var error = (approximate - Exact(grid)).abs();
        Assert.InRange(error.max().item<double>(), 0.008, 0.0096);
        Assert.True((approximate.diff() < 0).all().item<bool>());
        Assert.True(LogUniformPrior.Of(tensor(40.0)).item<double>() < 1e-9);
        Close.AssertAll(tensor(new[] { 2.62575, 1.54415, 0.42669, 0.06617, 0.00913 }), Exact(logAlpha), 6e-6);
    }

    /// <summary>w ~ N(0, λ²), λ half-Cauchy, integrated over log λ on another and much finer grid.</summary>
    [Fact]
    public void Horseshoe_HasItsDensity()
    {
        var logs = arange(-30, 30, 0.01, dtype: ScalarType.Float64);
        var w = tensor(new[] { 1e-4, 1e-2, 0.3, 1, 5, 100 });
        var normal = (-0.5 * (w.unsqueeze(-1) / logs.exp()).square() - logs - 0.5 * Math.Log(2 * Math.PI)).exp();
        var density = (normal / logs.cosh()).sum(-1) * 0.01 / Math.PI;
        Close.AssertAll(density.log(), ScaleMixturePrior.Horseshoe().LogDensity(w), 1e-4);
        Close.AssertAll(density.log() - Math.Log(2), ScaleMixturePrior.Horseshoe(2).LogDensity(2 * w), 1e-4);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        using var layer = Layer("low rank", WeightEvaluation.Flipout);
        Assert.StartsWith("flipout: random signs break the correlations of these weights", Assert.Throws<ArgumentException>(() => layer.call(ones(2, 3, dtype: ScalarType.Float64))).Message);
        Assert.StartsWith("the log-uniform prior's KL is known for independent weights only", Assert.Throws<ArgumentException>(() => new LogUniformPrior().Divergence(layer.Weights, new RandomStream(1))).Message);
        Assert.StartsWith("input: expected [B, I] or [S, B, I], got [3].", Assert.Throws<ArgumentException>(() => layer.call(ones(3))).Message);
        using var narrow = new BayesianLinear(3, 2, new RandomStream(2), new BayesianLayerSettings { Family = WeightFamily.LowRank, Rank = 2 });
        Assert.Equal([2, 2, 3], ((LowRankWeights)narrow.Weights).Directions.shape);
        Assert.StartsWith("pruning by log α", Assert.Throws<ArgumentException>(() => BayesianConversion.Stays(layer.Weights, 3)).Message);
    }

    private static BayesianLinear Layer(string name, WeightEvaluation evaluation)
    {
        var family = name switch { "mean field" => WeightFamily.MeanField, "low rank" => WeightFamily.LowRank, _ => WeightFamily.FullCovariance };
        var layer = new BayesianLinear(3, 2, new RandomStream(2), new BayesianLayerSettings { Family = family, Evaluation = evaluation, Bias = BiasTreatment.None }, ScalarType.Float64);
        using var _ = no_grad();
        foreach (var (parameterName, parameter) in layer.Weights.named_parameters()) parameter.copy_(0.5 * new RandomStream(parameterName.Length).Normal(parameter.shape, ScalarType.Float64));
        foreach (var parameter in layer.parameters()) parameter.requires_grad_(false);
        return layer;
    }

    // KL = ½(γ + ln 2) − ½ log α + E log|ε|, ε ~ N(1, α); the last by a substitution that takes the pole out: ε = ± e^s.
    private static Tensor Exact(Tensor logAlpha)
    {
        var s = arange(-60, 12, 0.002, dtype: ScalarType.Float64);
        var (alpha, at) = (logAlpha.exp().unsqueeze(-1), s.exp());
        var density = ((at - 1).square() / (-2 * alpha)).exp() + ((at + 1).square() / (-2 * alpha)).exp();
        var mean = (density * at * s).sum(-1) * 0.002 / (2 * Math.PI * alpha.squeeze(-1)).sqrt();
        return 0.5 * (0.57721566490153286 + Math.Log(2)) - logAlpha / 2 + mean;
    }
}
