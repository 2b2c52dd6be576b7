using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

public sealed class WeightedRowsTests
{
    [Theory]
    [InlineData(1 << 22)]
    [InlineData(350)]
    public void Numbers_AreThoseOfTheWeights(long memory)
    {
        using var data = new TensorData(new RandomStream(1).Normal([3, 1], ScalarType.Float64));
        const int samples = 1000;
        var watched = new Watched(ConjugateGaussian.Model(ConjugateGaussian.Prior));
        var rows = new BoundEvaluation(watched, memory).EvaluateRows(data, samples, new RandomStream(2));
        var (logs, likelihoods) = watched.Weights(rows: 3); // [3, S]
        for (var row = 0; row < 3; row++)
        {
            var weights = logs[row];
            Assert.Equal(samples, weights.Count);
            var top = weights.Max();
            var (sum, squares) = (weights.Sum(w => Math.Exp(w - top)), weights.Sum(w => Math.Exp(2 * (w - top))));
            Assert.Equal(weights.Average(), rows.Elbo[row], 1e-11);
            Assert.Equal(top + Math.Log(sum / samples), rows.LogLikelihood[row], 1e-11);
            Assert.Equal(-likelihoods[row].Average(), rows.Distortion[row], 1e-11);
            Assert.Equal(sum * sum / squares, rows.EffectiveSamples[row], 1e-8);
            Assert.Equal(ParetoTail.Shape([.. weights]), rows.TailShape[row], 1e-9);
        }
    }

    [Fact]
    public void AtThePosterior_EveryDrawCounts_AndRateIsTheDivergence()
    {
        using var data = new TensorData(full(50, 1, 1.5, dtype: ScalarType.Float64));
        var rows = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Posterior)).EvaluateRows(data, 2000, new RandomStream(1));
        Assert.All(rows.EffectiveSamples, effective => Assert.Equal(2000, effective, 1e-6));
        Assert.Equal(0, rows.SamplingError, 1e-9);
        // KL(N(¾, ½)‖N(0, 1)).
        var divergence = 0.5 * (0.75 * 0.75 + 0.5 - 1 + Math.Log(2));
        MonteCarlo.AssertMean(divergence, rows.MeanRate.Value, rows.MeanRate.StandardError, 0.05);
        Assert.Equal(-rows.Bounds.Elbo.Value, rows.MeanRate.Value + rows.MeanDistortion.Value, 1e-12);
    }

    [Fact]
    public void SamplingError_IsTheSpreadBetweenRepetitions()
    {
        const int repeats = 400;
        using var data = new TensorData(full(repeats, 1, 0.5, dtype: ScalarType.Float64));
        // The same row again and again: all the spread between rows is that of the draws.
        var rows = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior)).EvaluateRows(data, 500, new RandomStream(5));
        Assert.InRange(rows.SamplingError / rows.Bounds.LogLikelihood.StandardError, 0.8, 1.2);
    }

    /// <summary>Of one draw nothing is known about the noise of the draws.</summary>
    [Fact]
    public void OneDraw_HasNoSamplingError()
    {
        using var data = new TensorData(full(30, 1, 0.5, dtype: ScalarType.Float64));
        var rows = new BoundEvaluation(ConjugateGaussian.Model(ConjugateGaussian.Prior)).EvaluateRows(data, 1, new RandomStream(5));
        Assert.Equal(double.NaN, rows.SamplingError);
    }

    /// <summary>From N(0, 0.15²) for a posterior of N(0, 1/√2): the largest weights are not drawn, and the error that the others tell of is far below the spread between seeds.</summary>
    [Fact]
    public void AHeavyTail_MakesTheSamplingErrorALowerEstimate()
    {
        const int repeats = 200;
        using var data = new TensorData(zeros(repeats, 1, dtype: ScalarType.Float64));
        WeightedRows With(double logScale, int samples) =>
            new BoundEvaluation(ConjugateGaussian.Model(x => Normal.FromLogScale(zeros_like(x), full_like(x, logScale)))).EvaluateRows(data, samples, new RandomStream(6));
        var heavy = With(Math.Log(0.15), 500);
        TestContext.Current.TestOutputHelper!.WriteLine($"{heavy.SamplingError:G3} said, {heavy.Bounds.LogLikelihood.StandardError:G3} seen");
        Assert.True(heavy.SamplingError < 0.7 * heavy.Bounds.LogLikelihood.StandardError);
        Assert.True(heavy.SamplingErrorIsLow);
        Assert.False(With(0, 500).SamplingErrorIsLow);
        // Of 24 draws no tail is known.
        Assert.True(With(0, 24).SamplingErrorIsLow);
    }

    [Fact]
    public void AWiderTail_HasAGreaterShape()
    {
        // q = N(0, s²) for the target N(0, 1): the weights' tail has the shape 1 − s² where s < 1.
        double Shape(double scale)
        {
            using var data = new TensorData(zeros(20, 1, dtype: ScalarType.Float64));
            var model = ConjugateGaussian.Model(x => Normal.FromLogScale(zeros_like(x), full_like(x, Math.Log(scale * Math.Sqrt(0.5)))));
            return new BoundEvaluation(model).EvaluateRows(data, 20_000, new RandomStream(4)).TailShape.Average();
        }
        var (half, light) = (Shape(Math.Sqrt(0.3)), Shape(1.2));
        // It is reached slowly, from below.
        Assert.InRange(half, 0.5, 0.75);
        // Bounded weights pile up below their bound with the shape −2.
        Assert.InRange(light, -2.1, 0);
    }

    [Fact]
    public void Standing_DecidesWhatTheNumbersAre()
    {
        WeightedRows With(Guarantee guarantee) => new([-2, -3], [-1, -2], [1, 1], [1, 1], [0, 0], 1, new Standing(guarantee, Weighting.PerDraw));
        Assert.Equal((Guarantee.Lower, Guarantee.Estimated), (With(Guarantee.Exact).Guarantee, With(Guarantee.Exact).MeanRate.Guarantee));
        Assert.Equal((Guarantee.Lower, Guarantee.Upper), (With(Guarantee.Lower).Guarantee, With(Guarantee.Lower).MeanRate.Guarantee));
        Assert.Equal(Guarantee.Estimated, With(Guarantee.Exact).MeanDistortion.Guarantee);
        Assert.Equal((Guarantee.None, Guarantee.None), (With(Guarantee.None).Guarantee, With(Guarantee.None).MeanRate.Guarantee));
    }
}
