using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Networks;

public sealed class BayesianTreeTests
{
    private static readonly BayesianLayerSettings AtTheMean = new() { Evaluation = WeightEvaluation.Mean };

    [Fact]
    public void AnyTree_IsConverted_AndWhatStayedIsListed()
    {
        using var network = nn.Sequential(("block", new Block()), ("norm", nn.BatchNorm1d(4)), ("last", nn.Linear(4, 2)));
        var x = new RandomStream(1).Normal([3, 4]);
        network.eval();
        var before = network.call(x).detach().clone();
        var tree = BayesianConversion.Convert(network, new RandomStream(2), AtTheMean);
        tree.Network.eval();
        Assert.Equal(["block.inner.0", "last"], tree.Converted);
        Assert.Equal(2, tree.Stayed.Count);
        Assert.Contains(tree.Stayed, reason => reason.StartsWith("block.narrow: it stands in a field of the type Linear", StringComparison.Ordinal));
        Assert.Contains("norm: BatchNorm1d has no Bayesian form here.", tree.Stayed);
        Close.AssertAll(before, tree.Network.call(x), 1e-6);
        Assert.Equal(2, tree.Network.modules().OfType<IBayesianLayer>().Count());
        Assert.Contains("block.inner.0.weights", string.Join(' ', tree.Network.named_parameters().Select(p => p.name)), StringComparison.Ordinal);
    }

    [Fact]
    public void ASequenceThatCannotBeConvertedWhole_IsRefused()
    {
        using var network = nn.Sequential(("block", new Block()));
        Assert.Contains("block.narrow", Assert.Throws<ArgumentException>(() => BayesianConversion.ToBayesian(network, new RandomStream(2))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void AConvolutionAlongOneAxis_HasTheOrdinaryOnesMean(long stride, long padding)
    {
        using var ordinary = nn.Conv1d(3, 5, 4, stride: stride, padding: padding);
        using var bayesian = new BayesianConv1d(ordinary, new RandomStream(2), AtTheMean);
        var x = new RandomStream(1).Normal([2, 3, 11]);
        Close.AssertAll(ordinary.call(x), bayesian.call(x), 1e-5);
        Assert.Equal(ordinary.call(x).shape[1..], bayesian.call(stack([x, x])).shape[2..]);
        bayesian.Inner.Evaluation = WeightEvaluation.SampleEach;
        Assert.False(bayesian.call(x).allclose(ordinary.call(x)));
    }

    /// <summary>Somebody's own module: one layer that can be replaced, and one that cannot.</summary>
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner = nn.Sequential(nn.Linear(4, 4), nn.Tanh());
        private readonly TorchSharp.Modules.Linear narrow = nn.Linear(4, 4);

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) => narrow.call(inner.call(input));
    }
}
