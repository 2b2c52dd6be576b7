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
        Keep(settings.Channels.Count);
        blocks = new TorchSharp.Modules.ModuleList<ResidualBlock>(
            [.. Enumerable.Range(0, settings.ResidualBlocks).Select(_ => new ResidualBlock(channels, settings.Activation, random, dtype))]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var features = convolution.call(input);
        features = gated ? nn.functional.glu(features, 1) : activation.ApplyTo(features);
        foreach (var block in blocks) features = block.call(features);
        return features;
    }

    // A start that keeps the signal, of the values alone where there are gates.
    private void Keep(int depth)
    {
        var gain = gated ? Initialization.GateGain(depth) : Initialization.Gain(activation, depth);
        if (gain == 1) return;
        using var _ = no_grad();
        switch (convolution)
        {
            case PaddedConv2d down:
                Initialization.Scale(Values(down.Weight, 0), gain);
                break;
            case DoublingConvolution up:
                // A quarter of the kernel meets every output, and torch counts the outputs for the inputs.
                Initialization.Scale(Values(up.Weight, 1), gain * Math.Sqrt(4.0 * up.Weight.shape[1] / up.Weight.shape[0]));
                break;
        }
    }

    private Tensor Values(Tensor weight, long axis) => gated ? weight.narrow(axis, 0, weight.shape[axis] / 2) : weight;
}
