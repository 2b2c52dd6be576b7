using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Conditionals;

public sealed class OutputTests
{
    private const ScalarType Double = ScalarType.Float64;

    /// <summary>Element d of every block belongs to element d of x.</summary>
    [Fact]
    public void Blocks_AreCutFromTheNetworksNumbersInOrder()
    {
        var numbers = new RandomStream(1).Normal([4, 6], Double);
        var decoder = new Decoder<Normal>(new Mlp(6, [], Activation.Relu, new RandomStream(1), Double), new NormalOutput(3, Spread.Conditional, dtype: Double), 3);
        var normal = decoder.At(new Inputs(numbers));
        Close.AssertSame(numbers.narrow(-1, 0, 3), normal.Mean);
        Assert.Equal(1, normal.Scale.log().sub(numbers.narrow(-1, 3, 3)).exp().mean().item<double>(), 0.1);
    }

    [Fact]
    public void NetworkOfAnotherWidth_IsRefused()
    {
        var decoder = new Decoder<Categorical>(new Mlp(6, [], Activation.Relu, new RandomStream(1), Double), new CategoricalOutput(4), 3);
        Assert.StartsWith("the network's output: expected [..., 12], got [2, 6].", Assert.Throws<ArgumentException>(() => decoder.At(new Inputs(zeros(2, 6, dtype: Double)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Spread.Fixed)]
    [InlineData(Spread.Isotropic)]
    [InlineData(Spread.Diagonal)]
    [InlineData(Spread.Conditional)]
    public void Scale_StartsWhereItIsTold(Spread spread)
    {
        var output = new NormalOutput(3, spread, scale: 0.2, minimumScale: 0.05, dtype: Double);
        var blocks = Enumerable.Range(0, (int)output.PerElement).Select(_ => zeros(2, 3, dtype: Double)).ToArray();
        Close.AssertAll(full([2, 3], 0.2, dtype: Double), output.Of(blocks).Scale, 1e-14);
        Assert.Equal(spread is Spread.Isotropic or Spread.Diagonal ? 1 : 0, output.parameters().Count());
    }

    [Fact]
    public void AFixedScale_MayBeBelowTheBound_ALearnedOneMayNot()
    {
        Assert.Equal(0.001, new NormalOutput(1, Spread.Fixed, 0.001, dtype: Double).Of([zeros(1, dtype: Double)]).Scale.item<double>(), 1e-15);
        Assert.StartsWith("scale: expected above the minimum 0.01, got 0.001.", Assert.Throws<ArgumentOutOfRangeException>(() => new NormalOutput(1, Spread.Diagonal, 0.001)).Message, StringComparison.Ordinal);
        Assert.StartsWith("scale: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new NormalOutput(1, Spread.Fixed, 0)).Message, StringComparison.Ordinal);
    }

    /// <summary>At zero output the mixture covers the grey values: no level is nearly impossible.</summary>
    [Fact]
    public void LogisticMixture_StartsSpreadOverAllLevels()
    {
        var output = new LogisticMixtureOutput(4, 256);
        var mixture = output.Of([.. Enumerable.Range(0, 12).Select(_ => zeros(1, dtype: Double))]);
        var masses = mixture.LogDensityByElement(arange(256, dtype: Double).unsqueeze(-1) / 255).exp();
        Assert.Equal(1, masses.sum().item<double>(), 1e-10);
        Assert.True(masses.min().item<double>() > 1e-3);
        Assert.Equal(0.5, mixture.Mean.item<double>(), 1e-10);
    }

    [Fact]
    public void GreyLevels_AreTheCategories()
    {
        var blocks = Enumerable.Range(0, 256).Select(k => full([2, 1], k == 37 ? 50.0 : 0.0, dtype: Double)).ToArray();
        var categorical = new CategoricalOutput().Of(blocks);
        Assert.Equal(0, categorical.LogDensity(full([2, 1], 37 / 255.0, dtype: Double))[0].item<double>(), 1e-10);
        Assert.True(categorical.LogDensity(full([2, 1], 38 / 255.0, dtype: Double))[0].item<double>() < -40);
        Assert.Equal(37 / 255.0, categorical.Mean[0, 0].item<double>(), 1e-10);
    }

    [Fact]
    public void FullAndLowRankEncoders_ReadTheirHeadRowByRow()
    {
        var random = new RandomStream(2);
        var body = new Mlp(9, [], Activation.Relu, random, Double);
        var encoder = new FullNormalEncoder(body, 9, 3, random, Double);
        var x = random.Normal([4, 9], Double);
        var numbers = encoder.Network.call(x);
        var q = encoder.At(new Inputs(x));
        Close.AssertSame(numbers[TensorIndex.Ellipsis, 6], q.Factor[TensorIndex.Ellipsis, 1, 0]);
        Close.AssertSame(numbers[TensorIndex.Ellipsis, 7], q.Factor[TensorIndex.Ellipsis, 2, 0]);
        Close.AssertSame(numbers[TensorIndex.Ellipsis, 8], q.Factor[TensorIndex.Ellipsis, 2, 1]);
        Close.AssertAll(numbers.narrow(-1, 3, 3).exp(), q.Factor.diagonal(0, -2, -1), 1e-15);
        Close.AssertAll(zeros(4, 3, dtype: Double), q.Factor.triu(1).sum(-1), 0);
        var low = new LowRankNormalEncoder(body, 9, 3, 2, random, Double);
        Close.AssertSame(low.Network.call(x)[TensorIndex.Ellipsis, 9], low.At(new Inputs(x)).Factor[TensorIndex.Ellipsis, 1, 1]);
    }
}
