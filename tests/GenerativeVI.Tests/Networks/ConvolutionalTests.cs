using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Networks;

public sealed class ConvolutionalTests
{
    private static readonly ConvolutionSettings Plain = new([4, 6]), Residual = new([4, 6], Activation.Silu, ResidualBlocks: 2), Gated = new([3], Gated: true);

    public static readonly TheoryData<long, long, long> Images = new() { { 1, 28, 28 }, { 3, 32, 32 }, { 2, 7, 10 }, { 1, 5, 5 }, { 1, 1, 1 }, { 1, 28, 20 } };

    [Theory, MemberData(nameof(Images))]
    public void TheMirror_ComesBackToTheImage(long channels, long height, long width)
    {
        var image = new ImageShape(channels, height, width);
        foreach (var settings in new[] { Plain, Residual, Gated })
        {
            using var scope = NewDisposeScope();
            var down = new ConvolutionalNetwork(image, settings, new RandomStream(1));
            var up = new DeconvolutionalNetwork(down.Outputs, image, settings, new RandomStream(2), perElement: 2);
            var input = new RandomStream(3).Normal([2, 3, image.Elements]);
            var features = down.call(input);
            Assert.Equal([2, 3, down.Outputs], features.shape);
            var output = up.call(features);
            Assert.Equal([2, 3, 2 * image.Elements], output.shape);
            Assert.Equal(up.Outputs, 2 * image.Elements);
            output.square().sum().backward();
            foreach (var (name, parameter) in down.named_parameters().Concat(up.named_parameters()))
                Assert.True(parameter.grad is { } g && g.isfinite().all().item<bool>() && g.abs().max().item<float>() > 0, $"{image}: {name} has no gradient");
        }
    }

    /// <summary>Halves, rounded up: 28 → 14 → 7 → 4.</summary>
    [Fact]
    public void Sides_AreHalved() =>
        Assert.Equal(8 * 4 * 4, new ConvolutionalNetwork(new ImageShape(1, 28, 28), new ConvolutionSettings([2, 4, 8]), new RandomStream(1)).Outputs);

    /// <summary>A pixel in a corner reaches no feature beyond its own neighbourhood: the layers are local, and the axes are where they should be.</summary>
    [Fact]
    public void APixel_ReachesItsNeighbourhoodOnly()
    {
        var network = new ConvolutionalNetwork(new ImageShape(1, 16, 12), new ConvolutionSettings([2, 3], Activation.Softplus), new RandomStream(1), ScalarType.Float64);
        var image = zeros(1, 16 * 12, dtype: ScalarType.Float64);
        var before = network.call(image).reshape(3, 4, 3);
        image[0, 15 * 12 + 11] = 1;
        var changed = (network.call(image).reshape(3, 4, 3) - before).abs().sum(dim: 0).gt(1e-12);
        Assert.True(changed[3, 2].item<bool>());
        Assert.False(changed.narrow(0, 0, 3).any().item<bool>());
        Assert.False(changed.narrow(1, 0, 2).any().item<bool>());
    }

    [Fact]
    public void WrongShapes_AreRefused()
    {
        Assert.Equal("image: expected channels, height and width of at least 1, got 1×0×4.",
            Assert.Throws<ArgumentException>(() => new ConvolutionalNetwork(new ImageShape(1, 0, 4), Plain, new RandomStream(1))).Message);
        Assert.Equal("channels: expected at least one stage of at least one channel, got [].",
            Assert.Throws<ArgumentException>(() => new ConvolutionalNetwork(new ImageShape(1, 4, 4), new ConvolutionSettings([]), new RandomStream(1))).Message);
        var network = new ConvolutionalNetwork(new ImageShape(1, 4, 4), Plain, new RandomStream(1));
        Assert.StartsWith("input: expected [..., 16], got [2, 15].", Assert.Throws<ArgumentException>(() => network.call(zeros(2, 15))).Message, StringComparison.Ordinal);
    }
}
