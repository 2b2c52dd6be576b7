using GenerativeVI.Networks;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenerativeVI.Tests.Networks;

/// <summary>Convolutional networks do not depend on what stood in the memory that they are given: here, on NaN.</summary>
public sealed class PaddedConvolutionTests
{
    // Another test's network may have switched it off.
    public PaddedConvolutionTests() => TorchConvolutions.UseOneDnn(true);

    // Channels within a block of 16, beyond one, and whole blocks; of one and of three colours.
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 8, 20)]
    [InlineData(1, 20, 50)]
    [InlineData(1, 16, 32)]
    public void ValueAndGradients_AreThoseOfFloat64(int colours, int first, int second)
    {
        var image = new ImageShape(colours, 8, 8);
        var settings = new ConvolutionSettings([first, second], ResidualBlocks: 1);
        using var up = new DeconvolutionalNetwork(5, image, settings, new RandomStream(2));
        using var down = new ConvolutionalNetwork(image, settings, new RandomStream(3));
        Parameter[] Parameters() => [.. up.parameters(), .. down.parameters()];
        Tensor[] Evaluate(ScalarType type)
        {
            foreach (var parameter in Parameters()) parameter.grad = null;
            var z = new RandomStream(1).Normal([4, 5]).to(type).requires_grad_();
            LeaveNaNs();
            var x = up.forward(z);
            LeaveNaNs();
            var features = down.forward(x.sin());
            LeaveNaNs();
            features.sin().sum().backward();
            return [features, z.grad!, .. Parameters().Select(parameter => parameter.grad!)];
        }
        var single = Evaluate(ScalarType.Float32);
        up.to(ScalarType.Float64);
        down.to(ScalarType.Float64);
        var exact = Evaluate(ScalarType.Float64);
        Assert.All(single.Zip(exact), pair => Close.AssertAll(pair.Second, pair.First.to(ScalarType.Float64), 1e-4 * (1 + pair.Second.abs().max().item<double>())));
    }

    [Fact]
    public void AClassifiersValueAndGradients_AreThoseOfFloat64()
    {
        using var network = LeNet.Convolutional(new ImageShape(1, 28, 28), 10, new RandomStream(2));
        Tensor[] Evaluate(ScalarType type)
        {
            foreach (var parameter in network.parameters()) parameter.grad = null;
            LeaveNaNs();
            var logits = network.call(new RandomStream(1).Normal([4, 1, 28, 28]).to(type));
            LeaveNaNs();
            logits.sin().sum().backward();
            return [logits, .. network.parameters().Select(parameter => parameter.grad!)];
        }
        var single = Evaluate(ScalarType.Float32);
        network.to(ScalarType.Float64);
        var exact = Evaluate(ScalarType.Float64);
        Assert.All(single.Zip(exact), pair => Close.AssertAll(pair.Second, pair.First.to(ScalarType.Float64), 1e-4 * (1 + pair.Second.abs().max().item<double>())));
    }

    /// <summary>torch's own layers are made safe by whatever takes a network: channels of 2 and 3 had NaNs at once.</summary>
    [Fact]
    public void ANetworkOfTorchsOwnLayers_ChangesWhatTorchCalculatesWith()
    {
        using var safe = nn.Sequential(nn.Conv2d(3, 32, 3), nn.ReLU(), nn.ConvTranspose2d(32, 3, 3));
        Assert.False(TorchConvolutions.Guard(safe));
        using var alone = nn.Conv2d(3, 20, 3);
        Assert.True(TorchConvolutions.Guard(alone));
        TorchConvolutions.UseOneDnn(true);
        var layers = nn.Sequential(nn.Unflatten(1, [2, 2, 2]), nn.ConvTranspose2d(2, 3, 3, stride: 2), nn.ReLU(), nn.Conv2d(3, 20, 2), nn.ReLU(), nn.Conv2d(20, 4, 2));
        using var network = new Folded(layers, [8]);
        Tensor[] Evaluate(ScalarType type)
        {
            var z = new RandomStream(1).Normal([4, 8]).to(type).requires_grad_();
            LeaveNaNs();
            var features = network.call(z);
            LeaveNaNs();
            features.sin().sum().backward();
            return [features, z.grad!];
        }
        var single = Evaluate(ScalarType.Float32);
        network.to(ScalarType.Float64);
        Assert.All(single.Zip(Evaluate(ScalarType.Float64)), pair => Close.AssertAll(pair.Second, pair.First.to(ScalarType.Float64), 1e-5));
    }

    // Of every size that is likely to be asked for next.
    private static void LeaveNaNs()
    {
        using var scope = NewDisposeScope();
        for (var size = 1; size < 100_000; size = size * 5 / 4 + 1)
            for (var i = 0; i < 4; i++) full([size], float.NaN);
    }
}
