using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>a(h + W₂ ∗ a(W₁ ∗ h)), of 3 × 3 convolutions that keep the shape (He+ 2016).</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly PaddedConv2d first;
    private readonly PaddedConv2d second;
    private readonly Activation activation;

    public ResidualBlock(long channels, Activation activation, RandomStream random, ScalarType dtype)
        : base(nameof(ResidualBlock))
    {
        this.activation = activation;
        first = ConvolutionLayers.Forward(channels, channels, 1, random, dtype);
        second = ConvolutionLayers.Forward(channels, channels, 1, random, dtype);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => activation.ApplyTo(input + second.call(activation.ApplyTo(first.call(input))));
}
