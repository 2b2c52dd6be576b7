using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Models;

public sealed class BayesianNetworkTests
{
    /// <summary>With one linear layer and the ARD prior eliminated, the network's ELBO is that of the diagonal relevance vector machine at α = μ² + s.</summary>
    [Theory]
    [InlineData(WeightEvaluation.LocalReparameterization)]
    [InlineData(WeightEvaluation.SampleEach)]
    public void LinearNetwork_IsTheDiagonalRelevanceVectorMachine(WeightEvaluation evaluation)
    {
        var (x, _, targets) = RelevanceOracle.Data(20);
        using var model = Linear(new ArdPrior(), evaluation, inputs: 4);
        using var _ = no_grad();
        var batch = new Batch(x, null, arange(20), 20) { Target = targets };
        var samples = Effort.Draws(20_000, 5000);
        var terms = model.Sample(batch, samples, new Pathwise(), new RandomStream(1));
        var weights = model.Layers.Single().Weights;
        var (mean, variance, noise) = (weights.Mean.flatten(), weights.Variance().flatten(), model.Noise!.Value);
        var expected = ((targets - x.Product(mean)).square() + x.square().Product(variance)) / (-2 * noise * noise) - Math.Log(noise) - 0.5 * Math.Log(2 * Math.PI);
        MonteCarlo.AssertMean(expected, terms.LogLikelihood, 2);
        var divergence = RelevanceOracle.Divergence(mean, variance.diag(), mean.square() + variance);
        Close.AssertAll(divergence / -20, terms.LogRatio.Value!, 1e-12);
    }

    [Fact]
    public void Elbo_IsALowerBoundOfTheEvidencePerRow_AndNothingUnderAnImproperPrior()
    {
        var (x, _, targets) = RelevanceOracle.Data(20);
        var batch = new Batch(x, null, arange(20), 20) { Target = targets };
        using var model = Linear(new GaussianPrior(1), WeightEvaluation.LocalReparameterization, inputs: 4);
        var bound = new Elbo(Samples: 2000).Evaluate(model, batch, new RandomStream(1));
        var evidence = RelevanceOracle.Evidence(x, targets, Math.Pow(model.Noise!.Value, 2), ones(4, dtype: ScalarType.Float64)).item<double>();
        Assert.Equal(Guarantee.Lower, bound.Guarantee);
        Assert.True(bound.PerDatum!.sum().item<double>() < evidence);
        using var improper = Linear(new LogUniformPrior(), WeightEvaluation.LocalReparameterization, inputs: 4);
        Assert.Equal(Guarantee.None, new Elbo().Evaluate(improper, batch, new RandomStream(1)).Guarantee);
        Assert.Equal(Weighting.Shared, model.Standing.Weighting);
    }

    [Fact]
    public void Uncertainty_HasItsTwoParts()
    {
        var sure = tensor(new[,,] { { { 0.9, 0.1 }, { 0.5, 0.5 } }, { { 0.9, 0.1 }, { 0.5, 0.5 } } });
        Close.AssertAll(zeros(2, dtype: ScalarType.Float64), ClassPrediction.Of(sure).Epistemic, 1e-15);
        var torn = ClassPrediction.Of(tensor(new[,,] { { { 1.0, 0 } }, { { 0, 1.0 } } }));
        Close.AssertAll(tensor(Math.Log(2)), torn.Epistemic, 1e-15);
        Close.AssertAll(tensor(0.0), torn.Aleatoric, 1e-15);
        var numbers = new NumberPrediction(tensor(new[,] { { 1.0 }, { 3.0 } }), tensor(new[,] { { 2.0 }, { 1.0 } }));
        Close.AssertAll(tensor(2.0), numbers.Mean, 1e-15);
        Close.AssertAll(tensor(1.0), numbers.Epistemic, 1e-15);
        Close.AssertAll(tensor(2.5), numbers.Aleatoric, 1e-15);
        // At 1: ½ N(1; 1, 4) + ½ N(1; 3, 1).
        Close.AssertAll(tensor(Math.Log((0.5 + Math.Exp(-2)) / 2 / Math.Sqrt(2 * Math.PI))), numbers.LogDensity(tensor(new[] { 1.0 })), 1e-14);
    }

    /// <summary>Two targets of one network are two networks of one target each, whose hidden layers are alike.</summary>
    [Theory]
    [InlineData(PredictiveKind.Numbers)]
    [InlineData(PredictiveKind.NumbersWithNoise)]
    public void SeveralTargets_AreSummed(PredictiveKind kind)
    {
        var (outputs, settings) = (kind == PredictiveKind.Numbers ? 2 : 4, new BayesianLayerSettings { Evaluation = WeightEvaluation.Mean });
        var (x, targets) = (new RandomStream(1).Normal([5, 3], ScalarType.Float64), new RandomStream(2).Normal([5, 2], ScalarType.Float64));
        using var model = new BayesianNetwork(new BayesianLinear(3, outputs, new RandomStream(3), settings, ScalarType.Float64), kind, noise: 0.7, targets: 2);
        var terms = model.Sample(Batch.Of(x) with { Target = targets }, 1, new Pathwise(), new RandomStream(4));
        var predicted = model.Outputs(x, 1)[0];
        var scale = kind == PredictiveKind.Numbers ? full([5, 2], 0.7, dtype: ScalarType.Float64) : predicted.narrow(1, 2, 2).exp();
        Close.AssertAll(new GenerativeVI.Distributions.Normal(predicted.narrow(1, 0, 2), scale).LogDensity(targets), terms.LogLikelihood[0], 1e-13);
        Close.AssertAll(terms.LogLikelihood[0], model.PredictNumbers(x, 1).LogDensity(targets), 1e-13);
        Assert.Equal([5, 2], model.PredictNumbers(x, 1).Mean.shape);
    }

    /// <summary>Of a network that begins as it is by default, the bound of the first epochs is of the size of the data's surprise, and not of a KL that the start left behind.</summary>
    [Fact]
    public void TheDefaultStart_IsSane()
    {
        var random = new RandomStream(1);
        var centres = random.Normal([4, 200]);
        var labels = arange(1000).remainder(4);
        using var data = new TensorData(centres.index_select(0, labels) + random.Normal([1000, 200]), labels);
        var ordinary = nn.Sequential(("a", Initialization.Linear(200, 50, random.Split("a"))), ("r", nn.ReLU()), ("b", Initialization.Linear(50, 4, random.Split("b"))));
        using var model = new BayesianNetwork(BayesianConversion.ToBayesian(ordinary, random.Split("noise")), PredictiveKind.Classes);
        foreach (var layer in model.Layers.Cast<BayesianLinear>())
        {
            var inputs = layer.Weights.Mean.shape[1];
            Assert.Equal(new GaussianPrior(1 / Math.Sqrt(inputs)), layer.Settings.Prior);
            Assert.Equal(0.5 / Math.Sqrt(inputs), layer.Settings.InitialScale!.Value, 1e-15);
        }
        using var optimizer = optim.Adam(model.parameters(), 1e-3);
        using var trainer = new Trainer(
            model, [new Phase("fit", optimizer, step => new Elbo().Evaluate(model, step.Batch, step.Random))], new DataLoader(data, 100), random.Split("training"), new TrainingPlan { Epochs = 5 });
        // 10 200 weights of 1000 rows: at sigma = exp(-5) under N(0, 1) the KL alone is 46 nats a row.
        Assert.InRange(trainer.Run()!.Bound!.Value, -8, 0);
    }

    [Fact]
    public void AScaledPrior_IsTheGaussianOfItsLayer_AndGivenNumbersStay()
    {
        using var layer = new BayesianLinear(9, 2, new RandomStream(1), new BayesianLayerSettings { Prior = new ScaledGaussianPrior(2), InitialScale = 0.7 });
        Assert.Equal((new GaussianPrior(2.0 / 3), 0.7), (layer.Settings.Prior, layer.Settings.InitialScale));
        Close.AssertAll(
            new GaussianPrior(2.0 / 3).Divergence(layer.Weights, new RandomStream(2)), new ScaledGaussianPrior(2).Divergence(layer.Weights, new RandomStream(2)), 1e-6);
        using var wide = new BayesianLinear(9, 2, new RandomStream(1), new BayesianLayerSettings { Prior = new GaussianPrior(0.01) });
        Assert.Equal(0.005, wide.Settings.InitialScale!.Value, 1e-15);
        using var sparse = new BayesianLinear(9, 2, new RandomStream(1), new BayesianLayerSettings { Prior = new LogUniformPrior(8) });
        Assert.Equal(Math.Exp(-5), sparse.Settings.InitialScale!.Value, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaledGaussianPrior(0));
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        using (var numbers = Linear(new GaussianPrior(1), WeightEvaluation.Mean, inputs: 2))
        {
            var batch = Batch.Of(ones(3, 2, dtype: ScalarType.Float64), label: ones(3, dtype: ScalarType.Float64));
            string Refused(Batch of) => Assert.Throws<ArgumentException>(() => numbers.Sample(of, 1, new Pathwise(), new RandomStream(1))).Message;
            Assert.Contains("TensorData.Targets", Refused(batch), StringComparison.Ordinal);
            Assert.Contains("targets: expected [3, 1]", Refused(batch with { Target = ones(3, 2) }), StringComparison.Ordinal);
        }

        Assert.StartsWith("network: expected at least one Bayesian layer", Assert.Throws<ArgumentException>(() => new BayesianNetwork(nn.Linear(1, 1), PredictiveKind.Numbers)).Message);
        using var model = Linear(new GaussianPrior(1), WeightEvaluation.Mean, inputs: 2);
        Assert.Equal("the network predicts numbers: call PredictNumbers.", Assert.Throws<InvalidOperationException>(() => model.PredictClasses(zeros(1, 2, dtype: ScalarType.Float64), 1)).Message);
    }

    private static BayesianNetwork Linear(WeightPrior prior, WeightEvaluation evaluation, long inputs)
    {
        var settings = new BayesianLayerSettings { Prior = prior, Evaluation = evaluation, Bias = BiasTreatment.None, InitialScale = 0.4 };
        return new BayesianNetwork(new BayesianLinear(inputs, 1, new RandomStream(2), settings, ScalarType.Float64), PredictiveKind.Numbers, noise: 0.7);
    }
}
