using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Objectives;

public sealed class ExactLogLikelihoodTests
{
    /// <summary>The maximum-likelihood Gaussian has the data's mean and covariance, and log p = −½ (log det 2πe Σ) on average; a linear flow reaches it.</summary>
    [Fact]
    public void ALinearFlow_ReachesTheBestGaussian()
    {
        var mixing = tensor(new[,] { { 1.5, 0.4 }, { -0.7, 0.8 } });
        using var data = new TensorData(new RandomStream(1).Normal([400, 2], ScalarType.Float64).Product(mixing) + tensor(new[] { 0.5, -1 }));
        var flow = new FlowPrior(new LinearFlow(2, new RandomStream(2), dtype: ScalarType.Float64), ScalarType.Float64);
        var phase = new Phase("likelihood", optim.Adam(flow.parameters(), 0.05), step => ExactLogLikelihood.Evaluate(flow, step.Batch));
        using var trainer = new Trainer(flow, [phase], new DataLoader(data, 400), new RandomStream(3), new TrainingPlan { Epochs = 600 });
        var last = trainer.Run()!;
        var centred = data.Values - data.Values.mean([0L]);
        var covariance = centred.transpose(0, 1).Product(centred) / 400;
        var best = -0.5 * (linalg.slogdet(covariance).Item2.item<double>() + 2 * Math.Log(2 * Math.PI * Math.E));
        Assert.Equal(best, last.Bound!.Value, 1e-6);
        Assert.Equal(Guarantee.Exact, last.Guarantee);
    }

    [Fact]
    public void Number_IsTheLogDensity_AndHasNoGradient()
    {
        var flow = new FlowPrior(new FlowSettings(FlowKind.Maf, 2) { Hidden = [8] }, 2, new RandomStream(1), ScalarType.Float64);
        var batch = new Batch(new RandomStream(2).Normal([5, 2], ScalarType.Float64), null, arange(5), 5);
        var bound = ExactLogLikelihood.Evaluate(flow, batch);
        Close.AssertAll(flow.Distribution.LogDensity(batch.Value), bound.PerDatum!, 1e-14);
        Assert.False(bound.PerDatum!.requires_grad);
        Close.AssertAll(bound.PerDatum.mean(), bound.Surrogate, 1e-14);
        FiniteDifference.AssertGradient(flow.named_parameters(), () => ExactLogLikelihood.Evaluate(flow, batch).Surrogate);
    }

    /// <summary>At q = f/∫f every draw gives log ∫f, without variance.</summary>
    [Fact]
    public void TargetBound_IsTheLogIntegralAtTheTarget_AndBelowItElsewhere()
    {
        var q = Normal.FromLogScale(tensor(new[] { 0.3, -1 }), tensor(new[] { 0.2, -0.4 }));
        var bound = new TargetBound(z => q.LogDensity(z) + 1.7, 50);
        Close.AssertAll(full([50], 1.7, dtype: ScalarType.Float64), bound.Evaluate(q, new RandomStream(1)).PerDatum!, 1e-12);
        var other = Normal.FromLogScale(zeros(2, dtype: ScalarType.Float64), zeros(2, dtype: ScalarType.Float64));
        var divergence = KullbackLeibler.Between(other, q).item<double>();
        var elsewhere = (bound with { Samples = 200_000 }).Evaluate(other, new RandomStream(1));
        Assert.Equal(1.7 - divergence, elsewhere.PerDatum!.mean().item<double>(), 0.05);
        Assert.Equal(Guarantee.Lower, elsewhere.Guarantee);
    }

    [Fact]
    public void TargetBound_TrainsAFlowWithoutAnInverse()
    {
        var toy = new BananaToy();
        var flow = FlowChain.Of([.. Enumerable.Range(0, 4).Select(i => new PlanarFlow(2, new RandomStream(i), dtype: ScalarType.Float64))]);
        var sampler = new FlowSampler(new StandardNormal(2, ScalarType.Float64), flow);
        var (bound, optimizer, random) = (new TargetBound(toy.LogDensity, 200), optim.Adam(((nn.Module)flow).parameters(), 0.01), new RandomStream(5));
        double Divergence() => -bound.Evaluate(sampler, new RandomStream(6)).PerDatum!.mean().item<double>();
        var before = Divergence();
        for (var step = 0; step < 200; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            bound.Evaluate(sampler, random).Surrogate.neg().backward();
            optimizer.step();
        }
        Assert.True(Divergence() < before - 1, $"from {before} to {Divergence()}");
        Assert.True(Divergence() > -0.1);
    }
}
