using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Networks;

public sealed class BayesianLayerTests
{
    private const ScalarType Double = ScalarType.Float64;

    /// <summary>The variance of a minibatch's mean gradient, by M: falling as 1/M with local reparameterization, above a floor with one shared sample, and in this order.</summary>
    [Fact]
    public void GradientVariance_FallsAsOneOverM_OrHasAFloor()
    {
        int[] sizes = [4, 16, 64];
        var variances = new[] { WeightEvaluation.LocalReparameterization, WeightEvaluation.SampleEach, WeightEvaluation.SharedSample }
            .ToDictionary(e => e, e => sizes.Select(m => GradientVariance(e, m)).ToArray());
        var (local, each, shared) = (variances[WeightEvaluation.LocalReparameterization], variances[WeightEvaluation.SampleEach], variances[WeightEvaluation.SharedSample]);
        for (var i = 0; i < sizes.Length; i++) Assert.True(local[i] < each[i] && each[i] < shared[i], $"M = {sizes[i]}: {local[i]:G3}, {each[i]:G3}, {shared[i]:G3}");
        Assert.InRange(Slope(local), -1.15, -0.85);
        Assert.InRange(Slope(each), -1.15, -0.85);
        Assert.InRange(Slope(shared), -0.6, 0.1);
        // v = floor + c/M through the first and the last: all that is left of the shared sample's is the floor, and of the others' it is none.
        Assert.True(Floor(shared) > 0.5 * shared[^1], $"a floor of {Floor(shared):G3} under {shared[^1]:G3}");
        foreach (var v in (double[][])[local, each]) Assert.InRange(Floor(v) / v[^1], -0.3, 0.3);

        double Floor(double[] v) => (v[^1] * sizes[^1] - v[0] * sizes[0]) / (sizes[^1] - sizes[0]);
        double Slope(double[] v) => Math.Log(v[^1] / v[0]) / Math.Log((double)sizes[^1] / sizes[0]);
    }

    [Theory]
    [InlineData(WeightEvaluation.LocalReparameterization, false)]
    [InlineData(WeightEvaluation.SampleEach, true)]
    [InlineData(WeightEvaluation.SharedSample, true)]
    [InlineData(WeightEvaluation.Flipout, true)]
    public void Convolution_HasTheMarginalsOfSampledKernels_AndTheirJointOnlyWithASample(WeightEvaluation evaluation, bool joint)
    {
        var draws = Effort.Draws(40_000, 10_000);
        var random = new RandomStream(1);
        var kernel = random.Normal([1, 1, 1, 2], Double);
        using var layer = new BayesianConv2d(kernel, null, random, new BayesianLayerSettings { Evaluation = evaluation, InitialScale = 0.5, Bias = BiasTreatment.None });
        using var _ = no_grad();
        var row = tensor(new[] { 1.0, -0.5, 2.0 });
        var output = layer.call(row.reshape(1, 1, 1, 3).expand(draws, 1, 1, 1, 3)).reshape(draws, 2); // two positions
        var mean = stack([kernel.flatten().dot(row.narrow(0, 0, 2)), kernel.flatten().dot(row.narrow(0, 1, 2))]);
        var deviation = output - mean;
        MonteCarlo.AssertMean(zeros(2, dtype: Double), deviation, 0.1);
        // One kernel moves both: Σ_k x_k x_{k+1} σ².
        var together = joint ? 0.25 * (1 * -0.5 + -0.5 * 2) : 0;
        var covariance = tensor(new[,] { { 0.25 * 1.25, together }, { together, 0.25 * 4.25 } });
        MonteCarlo.AssertMean(covariance, deviation.unsqueeze(-1) * deviation.unsqueeze(-2), 0.2);
    }

    /// <summary>Dilated and in groups: mean and covariance of every output are those of kernels that are drawn one by one and convolved by torch itself, with the shape that it gives.</summary>
    [Theory]
    [InlineData(WeightEvaluation.LocalReparameterization, WeightFamily.MeanField, BiasTreatment.None)]
    [InlineData(WeightEvaluation.SampleEach, WeightFamily.MeanField, BiasTreatment.Bayesian)]
    [InlineData(WeightEvaluation.SharedSample, WeightFamily.MeanField, BiasTreatment.Bayesian)]
    [InlineData(WeightEvaluation.Flipout, WeightFamily.MeanField, BiasTreatment.Point)]
    [InlineData(WeightEvaluation.SampleEach, WeightFamily.LowRank, BiasTreatment.Point)]
    [InlineData(WeightEvaluation.SharedSample, WeightFamily.FullCovariance, BiasTreatment.Bayesian)]
    public void Convolution_InGroupsAndDilated_HasTheMomentsOfSampledKernels(WeightEvaluation evaluation, WeightFamily family, BiasTreatment bias)
    {
        var draws = Effort.Draws(40_000, 3000);
        var random = new RandomStream(1);
        using var _ = no_grad();
        foreach (var (groups, dilation) in ((long, long)[])[(2, 1), (1, 2), (2, 2)])
        {
            var kernel = random.Normal([4, 4 / groups, 2, 2], Double);
            var settings = new BayesianLayerSettings { Evaluation = evaluation, Family = family, InitialScale = 0.5, Bias = bias, Rank = 2 };
            using var layer = new BayesianConv2d(kernel, zeros(4, dtype: Double), random.Split($"{groups} {dilation}"), settings, stride: 2, padding: 1, dilation: dilation, groups: groups);
            var images = random.Normal([2, 4, 4, 5], Double);
            var (strides, ends, gaps) = (new long[] { 2, 2 }, new long[] { 1, 1 }, new[] { dilation, dilation });
            Tensor Plain(Tensor w, Tensor? b) => nn.functional.conv2d(images, w, b, strides, ends, gaps, groups);
            var outputs = layer.call(images.expand(draws, 2, 4, 4, 5)); // [S, 2, 4, H, W]
            Assert.Equal(Plain(kernel, null).shape, outputs.shape[1..]);
            var inputs = kernel.shape[1] * 4;
            var sampled = layer.Weights.Mean + layer.Weights.Noise(draws, random);
            var truth = stack(Enumerable.Range(0, draws).Select(s => Plain(sampled[s].narrow(1, 0, inputs).reshape(kernel.shape), bias == BiasTreatment.Bayesian ? sampled[s].select(1, inputs) : null)).ToArray());
            var (mean, deviation) = (truth.mean([0L]), truth.std([0L]).clamp_min(1e-9));
            // Two samples of one size: in units of the truth's deviations, each off by 1/√S.
            var tolerance = 6.5 * Math.Sqrt(2.0 / draws);
            Close.AssertAll(zeros_like(mean), (outputs.mean([0L]) - mean) / deviation, tolerance);
            Close.AssertAll(ones_like(mean), outputs.std([0L]) / deviation, tolerance);
        }
    }

    [Fact]
    public void Convolutions_ThatCannotBe_AreNamed()
    {
        var kernel = zeros(4, 1, 2, 2, dtype: Double);
        Assert.StartsWith("groups: expected a divisor of the 4 outputs, got 3.", Assert.Throws<ArgumentException>(() => new BayesianConv2d(kernel, null, new RandomStream(1), groups: 3)).Message);
        Assert.StartsWith("stride, padding and dilation:", Assert.Throws<ArgumentException>(() => new BayesianConv2d(kernel, null, new RandomStream(1), dilation: 0)).Message);
        using var layer = new BayesianConv2d(kernel, null, new RandomStream(1), new BayesianLayerSettings { Family = WeightFamily.LowRank }, groups: 2);
        Assert.StartsWith("local reparameterization: the outputs of groups", Assert.Throws<ArgumentException>(() => layer.call(zeros(1, 2, 3, 3, dtype: Double))).Message);
        Assert.StartsWith("input: expected [..., 2, H, W]", Assert.Throws<ArgumentException>(() => layer.call(zeros(1, 4, 3, 3, dtype: Double))).Message);
    }

    [Theory]
    [InlineData(BiasTreatment.Point)]
    [InlineData(BiasTreatment.Bayesian)]
    public void MeanMode_IsTheOrdinaryNetwork_ThereAndBack(BiasTreatment bias)
    {
        using var ordinary = nn.Sequential(
            ("c", nn.Conv2d(2, 4, kernel_size: 3, stride: 1, padding: 2, dilation: 2, groups: 2, dtype: Double)), ("d", nn.Conv2d(4, 3, kernel_size: 3, stride: 2, padding: 1, dtype: Double)), ("r", nn.ReLU()), ("f", nn.Flatten()), ("l", nn.Linear(12, 4, dtype: Double)));
        var input = new RandomStream(1).Normal([5, 2, 4, 4], Double);
        using var bayesian = BayesianConversion.ToBayesian(ordinary, new RandomStream(2), new BayesianLayerSettings { Bias = bias });
        var layers = bayesian.modules().OfType<IBayesianLayer>().ToArray();
        Assert.Equal(3, layers.Length);
        foreach (var layer in layers) layer.Evaluation = WeightEvaluation.Mean;
        Close.AssertAll(ordinary.call(input), bayesian.call(input), 1e-13);
        using var back = BayesianConversion.ToDeterministic(bayesian);
        Close.AssertAll(ordinary.call(input), back.call(input), 1e-13);
        foreach (var layer in layers) layer.Evaluation = WeightEvaluation.LocalReparameterization;
        Assert.False(ordinary.call(input).allclose(bayesian.call(input)));
    }

    [Fact]
    public void Pruning_LeavesWhatTheNoiseDoesNotDrown_DenseAndSparse()
    {
        using var layer = new BayesianLinear(6, 3, new RandomStream(1), new BayesianLayerSettings { InitialScale = 0.1 }, Double);
        var means = layer.Weights.Mean.detach().clone();
        // log α = 2 log(0.1 / |θ|) ≤ t iff |θ| ≥ 0.1 e^{−t/2}.
        var stays = means.abs() >= 0.1 * Math.Exp(-0.25);
        Assert.InRange(stays.sum().item<long>(), 3, 17);
        using var dense = BayesianConversion.Deterministic(layer, threshold: 0.5);
        Close.AssertAll(means * stays, dense.weight!, 0);
        using var sparse = BayesianConversion.Sparse(layer, 0.5);
        Close.AssertAll(means * stays, sparse.ToDense(), 0);
        Assert.Equal(stays.sum().item<long>() / 18.0, sparse.Density);
    }

    [Fact]
    public void DrawsInFront_GiveEachASampleOfItsOwn()
    {
        using var layer = new BayesianLinear(2, 1, new RandomStream(1), new BayesianLayerSettings { Evaluation = WeightEvaluation.SharedSample, InitialScale = 1 }, Double);
        using var _ = no_grad();
        var output = layer.call(tensor(new[] { 1.0, 2 }).expand(3, 4, 2)).squeeze(-1); // [S, B]
        Close.AssertAll(output.select(1, 0).unsqueeze(-1), output, 1e-14);
        Assert.NotEqual(output[0, 0].item<double>(), output[1, 0].item<double>());
    }

    private static double GradientVariance(WeightEvaluation evaluation, int rows)
    {
        var repeats = Effort.Draws(3000, 500);
        var random = new RandomStream(4);
        using var layer = new BayesianLinear(8, 1, random.Split("layer"), new BayesianLayerSettings { Evaluation = evaluation, InitialScale = 0.5, Bias = BiasTreatment.None }, Double);
        // Rows are drawn anew for every gradient, as minibatches of a large set are.
        var gradients = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            using var scope = NewDisposeScope();
            var x = random.Split("x").Normal([rows, 8], Double) + 1;
            var y = random.Split("y").Uniform([rows, 1], Double).sub(0.5).sign();
            layer.zero_grad();
            nn.functional.logsigmoid(y * layer.call(x)).mean().backward();
            gradients[i] = ((MeanFieldWeights)layer.Weights).LogScale.grad![0, 0].item<double>();
        }
        var mean = gradients.Average();
        return gradients.Sum(g => (g - mean) * (g - mean)) / (repeats - 1);
    }
}
