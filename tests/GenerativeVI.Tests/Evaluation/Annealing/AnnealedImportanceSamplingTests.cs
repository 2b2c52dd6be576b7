using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>On z ~ N(0, 1), x given z ~ N(z, 1), and on a linear-Gaussian VAE.</summary>
public sealed class AnnealedImportanceSamplingTests
{
    private static readonly IConditional<IDistribution> Prior = new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64));
    private static readonly IConditional<IDistribution> Likelihood = new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value, zeros_like(inputs.Value)));
    private static readonly IConditional<IDistribution> Posterior = new Given<Normal>(inputs => ConjugateGaussian.Posterior(inputs.Value));
    private static readonly IConditional<IDistribution> Wide = new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value * 0.3, zeros_like(inputs.Value) + 0.1));

    [Theory, Trait("Speed", "Slow")]
    [InlineData(2, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    public void Forward_ItsWeightIsUnbiased(int steps, bool fromPosterior)
    {
        using var data = new TensorData(full(Effort.Draws(100_000, 20_000), 1, 1.5, dtype: ScalarType.Float64));
        var rows = Annealing(steps, 1, fromPosterior ? Wide : null).Forward(data, new RandomStream(steps));
        var evidence = ConjugateGaussian.LogEvidence(data.Values).data<double>().ToArray();
        MonteCarlo.AssertMean(ones(1, dtype: ScalarType.Float64), Ratios(rows.LogLikelihood, evidence), 0.05);
        Assert.Equal(Guarantee.Lower, rows.Estimate.Guarantee);
        Assert.True(rows.Estimate.Value < evidence.Average() - 6 * rows.Estimate.StandardError, "the bound is not a bound");
    }

    [Theory, Trait("Speed", "Slow")]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(4, true)]
    public void Reverse_ItsInverseWeightIsUnbiased(int steps, bool fromPosterior)
    {
        using var data = SimulatedData.From(Prior, Likelihood, Effort.Draws(100_000, 20_000), new RandomStream(8));
        var rows = Annealing(steps, 1, fromPosterior ? Wide : null).Reverse(data, new RandomStream(steps));
        var evidence = ConjugateGaussian.LogEvidence(data.Rows.Values).data<double>().ToArray();
        MonteCarlo.AssertMean(ones(1, dtype: ScalarType.Float64), Ratios(evidence, rows.LogLikelihood), 0.08);
        Assert.Equal(Guarantee.Upper, rows.Estimate.Guarantee);
        // Both are means over the same rows, so the spread between rows cancels.
        var gap = tensor(rows.LogLikelihood) - tensor(evidence);
        Assert.True(gap.mean().item<double>() > 6 * gap.std().item<double>() / Math.Sqrt(evidence.Length), "the bound is not a bound");
    }

    [Fact, Trait("Speed", "Slow")]
    public void TheBracketClosesWithTheTemperatures()
    {
        using var data = SimulatedData.From(Prior, Likelihood, Effort.Draws(20_000, 4_000), new RandomStream(9));
        var evidence = ConjugateGaussian.LogEvidence(data.Rows.Values).mean().item<double>();
        (double, double) Gaps(int steps) => (
            evidence - Annealing(steps, 2).Forward(data.Rows, new RandomStream(1)).Estimate.Value,
            Annealing(steps, 2).Reverse(data, new RandomStream(2)).Estimate.Value - evidence);

        var ((lower, upper), (lowerAfter, upperAfter)) = (Gaps(3), Gaps(30));
        Assert.InRange(lowerAfter, 0, lower / 4);
        Assert.InRange(upperAfter, 0, upper / 4);
    }

    [Theory, Trait("Speed", "Slow")]
    [InlineData(2, -2.0993)]
    [InlineData(10, -1.8651)]
    public void WithoutMoves_ItIsImportanceSamplingFromThePrior_WithItsGoldenValues(int chains, double golden)
    {
        using var data = new TensorData(full(Effort.Draws(100_000, 20_000), 1, 1.5, dtype: ScalarType.Float64));
        var bound = Annealing(1, chains).Forward(data, new RandomStream(1)).Estimate;
        MonteCarlo.AssertMean(golden, bound.Value, bound.StandardError + 0.0005, 0.06);
    }

    [Fact]
    public void FromThePosterior_BothDirectionsAreExact()
    {
        using var data = SimulatedData.From(Prior, Likelihood, 30, new RandomStream(3));
        var evidence = ConjugateGaussian.LogEvidence(data.Rows.Values);
        Close.AssertAll(evidence, tensor(Annealing(4, 3, Posterior).Forward(data.Rows, new RandomStream(1)).LogLikelihood), 1e-12);
        var reverse = Annealing(4, 3, Posterior).Reverse(data, new RandomStream(1));
        Close.AssertAll(evidence, tensor(reverse.LogLikelihood), 1e-12);
        Assert.All(reverse.EffectiveSamples, effective => Assert.Equal(3, effective, 1e-9));
    }

    [Fact]
    public void StepSizes_ReachTheTargetAcceptance_AndAreFrozen()
    {
        var oracle = new LinearGaussian(new RandomStream(1), noise: 0.3);
        using var data = SimulatedData.From(oracle.Prior, oracle.Likelihood, 100, new RandomStream(2));
        var annealing = new AnnealedImportanceSampling(oracle.Prior, oracle.Likelihood, new AnnealingSettings(Temperatures.Sigmoid(200)));
        var sizes = annealing.Forward(data.Rows, new RandomStream(4)).StepSizes;
        Assert.Equal(199, sizes.Count);
        Assert.Equal(sizes, annealing.Forward(data.Rows, new RandomStream(4)).StepSizes);
        // At β ≈ 1, on exact draws of the posterior. A move's length is one for all chains and drawn at random, and so a pilot ends now a little above the target, now below: the mean is its mark.
        var moves = new HamiltonianMonteCarlo(z => [oracle.Prior.At(new Inputs(z)).LogDensity(z) + oracle.Likelihood.At(new Inputs(z)).LogDensity(data.Rows.Values)]);
        using var few = SimulatedData.From(oracle.Prior, oracle.Likelihood, 4, new RandomStream(3));
        var (exact, random) = (moves.At(data.Latents.expand(10, -1, -1)), new RandomStream(5));
        var acceptance = Enumerable.Range(0, Effort.Draws(6, 3)).Average(pilot =>
            annealing.Forward(few.Rows, new RandomStream(pilot)).StepSizes.TakeLast(20).Average(size => moves.Move(exact, [1], size, random).Acceptance));
        Assert.InRange(acceptance, 0.5, 0.8);
        Assert.True(sizes[0] > 1.5 * sizes[^1], "a sharper target takes smaller steps");
    }

    [Fact]
    public void StoppedAndGoneOnWith_ItEndsWithTheSameDigits()
    {
        using var folder = new TempFolder();
        using var data = SimulatedData.From(Prior, Likelihood, 7, new RandomStream(3));
        var annealing = new AnnealedImportanceSampling(Prior, Likelihood, new AnnealingSettings(Temperatures.Linear(6), 2, PilotRows: 4), memory: 4);
        var whole = annealing.Forward(data.Rows, new RandomStream(1));
        var reports = 0;
        using var source = new CancellationTokenSource();
        RowLedger Ledger() => new(folder["part"]);
        Assert.Throws<OperationCanceledException>(() => annealing.Forward(
            data.Rows, new RandomStream(1), new Told<double>(_ => { if (++reports == 15) source.Cancel(); }), Ledger(), source.Token));
        var again = 0;
        Assert.Equal(whole.LogLikelihood, annealing.Forward(data.Rows, new RandomStream(1), new Told<double>(_ => again++), ledger: Ledger()).LogLikelihood);
        // Four blocks of six steps; the first two were kept.
        Assert.Equal(12, again);
        Assert.NotEqual(whole.LogLikelihood, annealing.Reverse(data, new RandomStream(1), ledger: Ledger()).LogLikelihood);
    }

    [Fact]
    public void LiveTensors_DoNotGrowWithTheTemperatures()
    {
        using var data = new TensorData(zeros(4, 1, dtype: ScalarType.Float64));
        long Most(int steps)
        {
            long most = 0;
            Annealing(steps, 2).Forward(data, new RandomStream(1), new Told<double>(_ => most = Math.Max(most, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount)));
            return most;
        }
        Most(3);
        Assert.Equal(Most(10), Most(100));
    }

    [Fact]
    public void WhatCannotBeAnnealed_IsRefused()
    {
        using var data = new TensorData(zeros(4, 1, dtype: ScalarType.Float64));
        string Refusal(IConditional<IDistribution> prior, IConditional<IDistribution> likelihood) => Assert.Throws<ArgumentException>(
            () => new AnnealedImportanceSampling(prior, likelihood, new AnnealingSettings(Temperatures.Linear(3))).Forward(data, new RandomStream(1))).Message;

        var discrete = new Unconditional<Bernoulli>(new Bernoulli(zeros(3, dtype: ScalarType.Float64)));
        Assert.Contains("whole numbers", Refusal(discrete, Likelihood));
        Assert.Contains("differentiated in z", Refusal(Prior, new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value.detach(), zeros_like(inputs.Value)))));
        foreach (var bad in new AnnealingSettings[] { new(Temperatures.Linear(2), 0), new(Temperatures.Linear(2), 1, 0), new(Temperatures.Linear(2), Acceptance: 1), new(Temperatures.Linear(2), PilotRows: 0) })
            Assert.Contains("expected", Assert.Throws<ArgumentException>(() => new AnnealedImportanceSampling(Prior, Likelihood, bad)).Message);
    }

    private static AnnealedImportanceSampling Annealing(int steps, int chains, IConditional<IDistribution>? start = null) =>
        new(Prior, Likelihood, new AnnealingSettings(Temperatures.Linear(steps), chains, Leapfrogs: 4), start);

    private static Tensor Ratios(double[] logs, double[] evidence) => (tensor(logs) - tensor(evidence)).exp().unsqueeze(-1);
}
