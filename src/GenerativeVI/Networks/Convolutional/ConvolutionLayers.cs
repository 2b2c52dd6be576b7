using GenerativeVI.Tensors;
using Conv2d = TorchSharp.Modules.Conv2d;

namespace GenerativeVI.Networks;

/// <summary>Convolutions, of 3 × 3 unless told otherwise, whose first weights come from a stream: U(−1/√n, 1/√n) with n = C·kH·kW, torch's own distribution.</summary>
internal static class ConvolutionLayers
{
    private const long Size = 3;

    /// <summary>Of 3 × 3, it keeps the sides at stride 1 and halves them, rounded up, at stride 2.</summary>
    public static Conv2d Forward(long inputs, long outputs, long stride, RandomStream random, ScalarType dtype, long size = Size, long padding = 1)
    {
        var layer = nn.Conv2d(inputs, outputs, size, stride, padding, device: random.Device, dtype: dtype);
        Fill(layer.weight, layer.bias!, inputs * size * size, random, dtype);
        return layer;
    }

    /// <summary>What a layer makes of its input; see <see cref="PaddedConvolution"/>.</summary>
    public static Tensor Apply(nn.Module<Tensor, Tensor> layer, Tensor input) => layer is Conv2d convolution
        ? PaddedConvolution.Of(input, convolution.weight, convolution.bias, convolution.stride[0], convolution.padding![0])
        : layer.call(input);

    /// <summary>Doubles the sides of <paramref name="from"/> to those of <paramref name="to"/>, of which they are half, rounded up.</summary>
    public static DoublingConvolution Backward(ImageShape from, ImageShape to, long outputs, RandomStream random, ScalarType dtype)
    {
        // A side of n becomes 2n − 1, plus the padding at the end that makes it even where it is to be.
        var extra = (to.Height - (2 * from.Height - 1), to.Width - (2 * from.Width - 1));
        return new DoublingConvolution(from.Channels, outputs, Size, extra, random, dtype);
    }

    /// <summary>First weights from the stream.</summary>
    internal static void Fill(Parameter weight, Parameter bias, long inputs, RandomStream random, ScalarType dtype)
    {
        var bound = 1 / Math.Sqrt(inputs);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        weight.copy_(random.Uniform(weight.shape, dtype).mul_(2 * bound).sub_(bound));
        bias.copy_(random.Uniform(bias.shape, dtype).mul_(2 * bound).sub_(bound));
    }
}
