using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Models;

/// <summary>What section 3 of the method says of the relevance vector machine, for every way to fit it.</summary>
public sealed class RelevanceLaws
{
    private static readonly Registry<RelevanceEntry> All = KnownRelevance.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Ascents => All.NamesOf(entry => entry.IsAscent);

    public static TheoryData<string> Bounds => All.NamesOf(entry => entry.Settings.Expectation != LogisticExpectation.Laplace);

    public static TheoryData<string> FullUnderAPrior => All.NamesOf(entry => entry.Settings is
        { Covariance: PosteriorCovariance.Full, Update: RelevanceUpdate.Fixed, Expectation: not LogisticExpectation.Laplace });

    public static TheoryData<string> Converging => All.NamesOf(entry => entry is { IsStochastic: false, Settings.Expectation: LogisticExpectation.GaussHermite, Settings.Update: not RelevanceUpdate.Fixed });

    [Theory, MemberData(nameof(Ascents))]
    public void Bound_NeverFalls(string name)
    {
        using var classifier = Fitted(All[name].Settings with { Iterations = 200 });
        AssertRises(classifier.Report.History);
        using var regressor = FittedRegressor(All[name].Settings with { Iterations = 200 });
        AssertRises(regressor.Report.History);
    }

    [Theory, MemberData(nameof(Bounds))]
    public void Evidence_IsTheBoundOfTheWeightsItComesWith(string name)
    {
        var (x, signs, _) = RelevanceOracle.Data();
        using var classifier = Fitted(All[name].Settings with { Iterations = 60 });
        var weights = classifier.Weights.Single();
        var expected = RelevanceOracle.LogisticBound(RelevanceOracle.Design(x), signs, weights.Mean, weights.Covariance, weights.PriorVariance);
        Assert.Equal(Guarantee.Lower, classifier.Report.Guarantee);
        Close.AssertAll(expected, tensor(classifier.Report.Evidence!.Value), 1e-7);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Regression_ReachesItsEvidence_OrStaysBelowItWithADiagonal(string name)
    {
        var (x, _, targets) = RelevanceOracle.Data();
        var settings = All[name].Settings with { Iterations = 100 };
        using var regressor = FittedRegressor(settings);
        var exact = RelevanceOracle.Evidence(RelevanceOracle.Design(x), targets, regressor.Noise, regressor.Weights.PriorVariance).item<double>();
        var reported = regressor.Report.Evidence!.Value;
        if (settings.Covariance == PosteriorCovariance.Full)
        {
            Assert.Equal(Guarantee.Exact, regressor.Report.Guarantee);
            Assert.Equal(exact, reported, 1e-7 * Math.Abs(exact));
        }
        else
        {
            Assert.Equal(Guarantee.Lower, regressor.Report.Guarantee);
            Assert.True(reported < exact - 0.01, $"{reported} is not below {exact} on correlated columns");
        }
    }

    [Theory, MemberData(nameof(Converging))]
    public void Gradient_InThePriorVariances_VanishesAtTheEnd(string name)
    {
        var (x, signs, targets) = RelevanceOracle.Data();
        var design = RelevanceOracle.Design(x);
        var settings = All[name].Settings;
        using var classifier = Fitted(settings);
        var weights = classifier.Weights.Single();
        AssertFlat(weights, alpha => RelevanceOracle.LogisticBound(design, signs, weights.Mean, weights.Covariance, alpha));
        using var regressor = FittedRegressor(settings);
        if (settings.Covariance == PosteriorCovariance.Full) AssertFlat(regressor.Weights, alpha => RelevanceOracle.Evidence(design, targets, regressor.Noise, alpha));
    }

    [Theory]
    [InlineData(PosteriorCovariance.Full)]
    [InlineData(PosteriorCovariance.Diagonal)]
    public void EmAndMacKay_ShareTheirFixedPoints(PosteriorCovariance covariance)
    {
        // Columns that all matter: one optimum, which neither update takes for ever to reach.
        var x = new RandomStream(6).Normal([80, 3], ScalarType.Float64);
        x = x + 0.5 * x.roll(1, 1);
        var labels = (x.Product(tensor(new[] { 1.5, -1.0, 0.8 })) + new RandomStream(7).Normal([80], ScalarType.Float64) > 0).to_type(ScalarType.Int64);
        var settings = All[$"{covariance}, GaussHermite, MacKay"].Settings with { Bias = false };
        using var macKay = new RelevanceClassifier(settings);
        using var em = new RelevanceClassifier(settings with { Update = RelevanceUpdate.Em });
        using var gradient = new RelevanceClassifier(settings with { Update = RelevanceUpdate.Gradient });
        foreach (var classifier in (RelevanceClassifier[])[macKay, em, gradient]) Assert.True(classifier.Fit(x, labels, new RandomStream(3)).Converged);
        var (a, b, c) = (macKay.Weights.Single(), em.Weights.Single(), gradient.Weights.Single());
        Close.AssertAll(a.PriorVariance, b.PriorVariance, 1e-6);
        Close.AssertAll(a.PriorVariance, c.PriorVariance, 1e-6);
        Close.AssertAll(a.Mean.square() + a.Covariance.diagonal(), a.PriorVariance, 1e-6);
        Assert.Equal(macKay.Report.Evidence!.Value, em.Report.Evidence!.Value, 1e-8);
    }

    /// <summary>Under one prior: with α re-estimated the two may end in different optima.</summary>
    [Theory, MemberData(nameof(FullUnderAPrior))]
    public void DiagonalBound_IsBelowTheFull_OnCorrelatedColumns(string name)
    {
        using var full = Fitted(All[name].Settings);
        using var diagonal = Fitted(All[name].Settings with { Covariance = PosteriorCovariance.Diagonal });
        Assert.True(diagonal.Report.Evidence < full.Report.Evidence - 0.01, $"{diagonal.Report.Evidence} is not below {full.Report.Evidence}");
    }

    [Fact]
    public void NoData_GiveThePriorBack()
    {
        foreach (var covariance in Enum.GetValues<PosteriorCovariance>())
        {
            using var regressor = new RelevanceRegressor(new RelevanceSettings { Kernel = null, Covariance = covariance, Update = RelevanceUpdate.Fixed, InitialVariance = 1.7, LearnNoise = false });
            regressor.Fit(zeros([0, 3], dtype: ScalarType.Float64), zeros([0], dtype: ScalarType.Float64), new RandomStream(1));
            Close.AssertAll(zeros(4, dtype: ScalarType.Float64), regressor.Weights.Mean, 0);
            Close.AssertAll(1.7 * eye(4, dtype: ScalarType.Float64), regressor.Weights.Covariance, 1e-14);
            Assert.Equal(0, regressor.Report.Evidence!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(PosteriorCovariance.Full)]
    [InlineData(PosteriorCovariance.Diagonal)]
    public void EvenWithAFixedPrior_TheOptimumIsStationary(PosteriorCovariance covariance)
    {
        var (x, signs, _) = RelevanceOracle.Data();
        using var classifier = Fitted(All[$"{covariance}, GaussHermite, Fixed"].Settings);
        var weights = classifier.Weights.Single();
        var (mean, spread) = (weights.Mean.clone().requires_grad_(), weights.Covariance.clone().requires_grad_());
        RelevanceOracle.LogisticBound(RelevanceOracle.Design(x), signs, mean, spread, weights.PriorVariance).backward();
        Close.AssertAll(zeros_like(mean), mean.grad!, 1e-4);
        var slope = covariance == PosteriorCovariance.Full ? spread.grad! : spread.grad!.diagonal();
        Close.AssertAll(zeros_like(slope), slope, 1e-3);
    }

    private static RelevanceClassifier Fitted(RelevanceSettings settings)
    {
        var (x, signs, _) = RelevanceOracle.Data();
        var classifier = new RelevanceClassifier(settings);
        classifier.Fit(x, RelevanceOracle.Labels(signs), new RandomStream(3));
        return classifier;
    }

    private static RelevanceRegressor FittedRegressor(RelevanceSettings settings)
    {
        var (x, _, targets) = RelevanceOracle.Data();
        var regressor = new RelevanceRegressor(settings);
        regressor.Fit(x, targets, new RandomStream(3));
        return regressor;
    }

    private static void AssertRises(IReadOnlyList<double> history)
    {
        Assert.True(history.Count > 1);
        foreach (var (before, after) in history.Zip(history.Skip(1))) Assert.True(after >= before - 1e-9 * (1 + Math.Abs(before)), $"{before:R} fell to {after:R}");
    }

    private static void AssertFlat(RelevanceWeights weights, Func<Tensor, Tensor> bound)
    {
        // In log α, so that every weight counts alike; one that vanishes has no optimum but the end of the line.
        var logs = weights.PriorVariance.log().requires_grad_();
        bound(logs.exp()).backward();
        var alive = weights.Mean.square() > (1 - weights.Covariance.diagonal() / weights.PriorVariance) * weights.Covariance.diagonal();
        Assert.True(alive.sum().item<long>() >= 2);
        Close.AssertAll(tensor(0.0), logs.grad!.masked_select(alive), 1e-4);
    }
}
