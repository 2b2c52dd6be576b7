using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>One convolution, up or down, its nonlinearity or gate, and residual blocks.</summary>
internal sealed class ConvolutionStage : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> convolution;
    private readonly TorchSharp.Modules.ModuleList<ResidualBlock> blocks;
    private readonly Activation activation;
    private readonly bool gated;

    // The convolution is made from the outputs that it is to have: twice as many where gated.
    public ConvolutionStage(Func<long, nn.Module<Tensor, Tensor>> convolution, long channels, ConvolutionSettings settings, RandomStream random, ScalarType dtype)
        : base(nameof(ConvolutionStage))
    {
        (activation, gated) = (settings.Activation, settings.Gated);
        this.convolution = convolution(gated ? 2 * channels : channels);
        blocks = new TorchSharp.Modules.ModuleList<ResidualBlock>(
            [.. Enumerable.Range(0, settings.ResidualBlocks).Select(_ => new ResidualBlock(channels, settings.Activation, random, dtype))]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var features = ConvolutionLayers.Apply(convolution, input);
        features = gated ? nn.functional.glu(features, 1) : activation.ApplyTo(features);
        foreach (var block in blocks) features = block.call(features);
        return features;
    }
}
