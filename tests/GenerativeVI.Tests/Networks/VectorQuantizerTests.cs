using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

public sealed class VectorQuantizerTests
{
    private const int Codes = 7, Width = 3, Positions = 4;

    [Fact]
    public void Value_IsTheNearestCode_ByExhaustiveSearch()
    {
        var quantizer = Make();
        var features = Features(2, 5);
        var (value, indices, _) = quantizer.Quantize(features);
        var vectors = features.reshape(2, 5, Positions, 1, Width);
        var nearest = (vectors - quantizer.Codebook).square().sum(-1).argmin(-1);
        Close.AssertSame(nearest, indices);
        Close.AssertSame(quantizer.Lookup(nearest).flatten(-2, -1).detach(), value.detach());
    }

    [Fact]
    public void Gradient_GoesStraightThrough_AndNotToTheCodes()
    {
        var quantizer = Make();
        var features = Features(6).requires_grad_();
        var weights = new RandomStream(5).Normal(features.shape, ScalarType.Float64);
        (quantizer.Quantize(features).Value * weights).sum().backward();
        Close.AssertSame(weights, features.grad!);
        Assert.Null(quantizer.Codebook.grad);
    }

    /// <summary>∂/∂h = 2β (h − e) and ∂/∂e_k = 2 Σ (e_k − h) over the vectors that chose k.</summary>
    [Fact]
    public void Penalty_HasTheCommitmentsAndTheCodebooksGradient()
    {
        var quantizer = Make();
        var features = Features(6).requires_grad_();
        var quantized = quantizer.Quantize(features);
        var distance = features.detach() - quantized.Value.detach();
        Close.AssertAll((1.25 * distance.square()).sum(-1), quantized.Penalty.detach(), 1e-13);
        quantized.Penalty.sum().backward();
        Close.AssertAll(0.5 * distance, features.grad!, 1e-13);
        var expected = zeros_like(quantizer.Codebook).index_add_(0, quantized.Indices.flatten(), distance.reshape(-1, Width), -2);
        Close.AssertAll(expected, ((TorchSharp.Modules.Parameter)quantizer.Codebook).grad!, 1e-13);
    }

    /// <summary>With fixed features the moving averages end at the means of the vectors that chose each code: k-means.</summary>
    [Fact]
    public void MovingAverages_EndAtTheMeans()
    {
        var quantizer = Make(decay: 0.8);
        Assert.Empty(quantizer.parameters());
        var features = Features(40);
        for (var step = 0; step < 300; step++) quantizer.Quantize(features);
        var indices = quantizer.Quantize(features).Indices.flatten();
        var vectors = features.reshape(-1, Width);
        var used = indices.data<long>().Distinct().ToArray();
        Assert.True(used.Length >= 2);
        foreach (var code in used) Close.AssertAll(vectors[indices.eq(code)].mean([0L]), quantizer.Codebook[code], 1e-9);
    }

    [Fact]
    public void MovingAverages_RestOutsideTraining()
    {
        var quantizer = Make(decay: 0.8);
        quantizer.eval();
        var before = quantizer.Codebook.clone();
        quantizer.Quantize(Features(10));
        Close.AssertSame(before, quantizer.Codebook);
    }

    [Fact]
    public void State_ComesBackWithItsAverages()
    {
        var (first, second) = (Make(decay: 0.8), Make(decay: 0.8, seed: 2));
        for (var step = 0; step < 5; step++) first.Quantize(Features(10));
        second.load_state_dict(first.state_dict());
        first.Quantize(Features(10));
        second.Quantize(Features(10));
        Close.AssertSame(first.Codebook, second.Codebook);
    }

    /// <summary>An ELBO of codes is log p(x|z) − P log K: q is certain of its code, and the prior gives each of the Kᴾ the same mass.</summary>
    [Fact]
    public void CodesAndTheirPrior_HaveTheMassesOfTheTable()
    {
        var quantizer = Make();
        var encoder = new QuantizingEncoder(new Mlp(5, [Positions * Width], Activation.Tanh, new RandomStream(3), ScalarType.Float64), quantizer);
        var posterior = encoder.At(new Inputs(new RandomStream(4).Normal([6, 5], ScalarType.Float64)));
        var prior = new UniformCodes(quantizer.Codebook, Positions);
        var draw = posterior.Sample(new RandomStream(5), 2);
        Assert.Equal([2, 6, Positions * Width], draw.Value.shape);
        Close.AssertSame(zeros(2, 6, dtype: ScalarType.Float64), draw.LogDensity!);
        Close.AssertSame(zeros(2, 6, dtype: ScalarType.Float64), posterior.LogDensity(draw.Value));
        Assert.Equal(double.NegativeInfinity, posterior.LogDensity(draw.Value + 1e-9).max().item<double>());
        Close.AssertAll(full([2, 6], -Positions * Math.Log(Codes), dtype: ScalarType.Float64), prior.LogDensity(draw.Value), 1e-15);
        Assert.Equal(Positions * Math.Log(Codes), prior.Entropy().item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(1, 3, 0.25, null, "codes: expected at least 2, got 1.")]
    [InlineData(4, 0, 0.25, null, "width: expected at least 1, got 0.")]
    [InlineData(4, 3, -1, null, "commitment: expected at least 0, got -1.")]
    [InlineData(4, 3, 0.25, 1.0, "decay: expected between 0 and 1, got 1.")]
    public void NumbersOutOfRange_AreRefused(int codes, int width, double commitment, double? decay, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new VectorQuantizer(codes, width, new RandomStream(1), commitment, decay)).Message, StringComparison.Ordinal);

    [Fact]
    public void FeaturesThatAreNoWholeVectors_AreRefused() =>
        Assert.StartsWith("features: expected a multiple of the codes' width 3, got 4.", Assert.Throws<ArgumentException>(() => Make().Quantize(zeros(2, 4, dtype: ScalarType.Float64))).Message, StringComparison.Ordinal);

    private static VectorQuantizer Make(double? decay = null, long seed = 1) => new(Codes, Width, new RandomStream(seed), decay: decay, dtype: ScalarType.Float64);

    private static Tensor Features(params long[] rows) => new RandomStream(9).Normal([.. rows, Positions * Width], ScalarType.Float64);
}
