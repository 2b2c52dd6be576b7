using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>On z ~ N(0, 1), x given z ~ N(z, 1), x = 1.5, with the prior as q, unless a test says otherwise.</summary>
public sealed class BoundEvaluationTests
{
    private const double Evidence = -1.828012, GoldenError = 0.0005;

    [Fact]
    public void ABudgetOfTime_LeavesWholeBlocks_WithTheNumbersOfAll()
    {
        using var data = Repeat(1.5, 40);
        const int samples = 5, memory = 50;
        var model = ConjugateGaussian.Model(ConjugateGaussian.Prior);
        var all = new BoundEvaluation(model, memory).EvaluateRows(data, samples, new RandomStream(3));
        var few = new BoundEvaluation(model, memory, budget: TimeSpan.Zero).EvaluateRows(data, samples, new RandomStream(3));
        Assert.Equal(40, all.Elbo.Length);
        Assert.InRange(few.Elbo.Length, 1, 39);
        Assert.Equal(all.Elbo[..few.Elbo.Length], few.Elbo);
        Assert.Equal(few.Elbo.Length, few.Bounds.LogLikelihood.Count);
        Assert.Equal(40, new BoundEvaluation(model, memory, budget: TimeSpan.FromHours(1)).EvaluateRows(data, samples, new RandomStream(3)).Elbo.Length);
    }

    [Theory, Trait("Speed", "Slow")]
    [InlineData(2, -2.0993)]
    [InlineData(5, -1.9097)]
    [InlineData(10, -1.8651)]
    [InlineData(50, -1.8349)]
    public void ImportanceWeightedBound_IsTheGoldenValue(int samples, double golden)
    {
        using var data = Repeat(1.5, Effort.Draws(200_000, 20_000));
        var bounds = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior)).Evaluate(data, samples, new RandomStream(samples));
        MonteCarlo.AssertMean(golden, bounds.LogLikelihood.Value, bounds.LogLikelihood.StandardError + GoldenError, 0.05);
        MonteCarlo.AssertMean(-2.543939, bounds.Elbo.Value, bounds.Elbo.StandardError, 0.08);
    }

    [Fact, Trait("Speed", "Slow")]
    public void ImportanceWeightedBound_RisesWithTheSamples_AndStaysBelowTheEvidence()
    {
        using var data = Repeat(1.5, Effort.Draws(100_000, 20_000));
        var evaluation = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior));
        var values = new[] { 1, 2, 4, 8, 16 }.Select(samples => evaluation.Evaluate(data, samples, new RandomStream(samples)).LogLikelihood).ToArray();
        foreach (var (below, above) in values.Zip(values.Skip(1)))
        {
            var error = MonteCarlo.StandardErrors * Math.Sqrt(Math.Pow(below.StandardError, 2) + Math.Pow(above.StandardError, 2));
            Assert.True(above.Value - below.Value > -error && error < 0.1, $"{below.Value} to {above.Value} ± {error}");
        }
        Assert.All(values, value => Assert.True(value.Value < Evidence + MonteCarlo.StandardErrors * value.StandardError));
    }

    [Fact]
    public void WithOneSample_BothBoundsAreTheSame()
    {
        using var data = Repeat(1.5, 100);
        var bounds = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior)).Evaluate(data, 1, new RandomStream(1));
        Assert.Equal(bounds.Elbo.Value, bounds.LogLikelihood.Value, 1e-13);
    }

    [Theory]
    [InlineData(1, 1 << 22)]
    [InlineData(7, 3)]
    [InlineData(1000, 100)]
    public void WithThePosterior_BothBoundsAreTheEvidence_WithoutVariance(int samples, long memory)
    {
        using var data = Repeat(1.5, 20);
        var bounds = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Posterior), memory).Evaluate(data, samples, new RandomStream(1));
        Assert.Equal(Evidence, bounds.Elbo.Value, 1e-6);
        Assert.Equal(bounds.Elbo.Value, bounds.LogLikelihood.Value, 1e-12);
        Assert.Equal(0, bounds.LogLikelihood.StandardError, 1e-12);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Bounds_DoNotDependOnTheMemory()
    {
        using var data = Repeat(1.5, Effort.Draws(20_000, 5_000));
        var model = ConjugateGaussian.Model(ConjugateGaussian.Prior);
        LikelihoodBounds At(long memory) => new BoundEvaluation(model, memory).Evaluate(data, 10, new RandomStream(3));

        var (whole, again, chunks) = (At(1L << 22), At(1L << 24), At(2_000));
        // Both hold everything at once, so the draws are the same.
        Assert.Equal(whole, again);
        Assert.NotEqual(whole, chunks);
        foreach (var (a, b) in new[] { (whole.Elbo, chunks.Elbo), (whole.LogLikelihood, chunks.LogLikelihood) })
            MonteCarlo.AssertMean(a.Value, b.Value, Math.Sqrt(Math.Pow(a.StandardError, 2) + Math.Pow(b.StandardError, 2)), 0.3);
    }

    [Fact, Trait("Speed", "Slow")]
    public void StandardError_CoversTheTruthAsOftenAsItShould()
    {
        var repeats = Effort.Draws(2_000, 400);
        var evaluation = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior));
        var random = new RandomStream(4);
        // With x ~ N(0, 2) and q the prior, the ELBO's mean is −½ log 2π − ½ (E x² + 1).
        var truth = -0.5 * Math.Log(2 * Math.PI) - 1.5;
        var covered = 0;
        for (var i = 0; i < repeats; i++)
        {
            using var scope = NewDisposeScope();
            using var data = new TensorData(random.Split("x").Normal([200, 1], ScalarType.Float64) * Math.Sqrt(2));
            var elbo = evaluation.Evaluate(data, 2, random).Elbo;
            if (Math.Abs(elbo.Value - truth) < 1.96 * elbo.StandardError) covered++;
        }
        var tolerance = MonteCarlo.StandardErrors * Math.Sqrt(0.95 * 0.05 / repeats);
        Assert.True(tolerance < 0.08);
        // The rows' values are skewed, which costs such an interval a little.
        Assert.InRange((double)covered / repeats, 0.94 - tolerance, 0.95 + tolerance);
    }

    [Fact]
    public void ARow_IsEncodedOnce_HoweverManyDraws()
    {
        var encoded = 0;
        using var data = Repeat(1.5, 5);
        var model = ConjugateGaussian.Model(x => { encoded++; return ConjugateGaussian.Prior(x); });
        new BoundEvaluation(model, memory: 10).Evaluate(data, 100, new RandomStream(1));
        Assert.Equal(5, encoded);
    }

    [Fact]
    public void Bounds_AreLabelledAndCounted()
    {
        using var data = Repeat(1.5, 7);
        var bounds = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior)).Evaluate(data, 3, new RandomStream(1));
        Assert.All([bounds.Elbo, bounds.LogLikelihood], e => Assert.Equal((Guarantee.Lower, 7, 3), (e.Guarantee, e.Count, e.Samples)));
    }

    [Fact]
    public void Progress_RisesToOne()
    {
        using var data = Repeat(1.5, 10);
        var shares = new List<double>();
        new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior), memory: 4).Evaluate(data, 6, new RandomStream(1), new Collected<double>(shares));
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1], 1e-12);
        Assert.True(shares.Count > 10);
    }

    [Fact]
    public void Cancellation_StopsBetweenChunks()
    {
        using var data = Repeat(1.5, 10);
        using var source = new CancellationTokenSource();
        var evaluation = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior), memory: 4);
        var chunks = 0;
        Assert.Throws<OperationCanceledException>(() => evaluation.Evaluate(data, 6, new RandomStream(1), new Told<double>(_ => { chunks++; source.Cancel(); }), cancellation: source.Token));
        Assert.Equal(1, chunks);
    }

    [Fact]
    public void AnIntegratedRatio_IsRefusedWithTheRemedy()
    {
        var model = ConjugateGaussian.Model(ConjugateGaussian.Prior, new ClosedFormRatio<StandardNormal, Normal>());
        Assert.Contains("LatentVariableModel.With", Assert.Throws<ArgumentException>(() => new BoundEvaluation(model)).Message, StringComparison.Ordinal);
        _ = new BoundEvaluation(model.With(ConjugateGaussian.ExactRatio));
    }

    [Fact]
    public void NoSamples_AreRefused()
    {
        using var data = Repeat(1.5, 2);
        var evaluation = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior));
        Assert.Contains("samples: expected at least 1, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.Evaluate(data, 0, new RandomStream(1))).Message, StringComparison.Ordinal);
    }

    private static TensorData Repeat(double x, long rows) => new(full(rows, 1, x, dtype: ScalarType.Float64));
}
