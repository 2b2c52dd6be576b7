using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Convolutions, of 3 × 3 unless told otherwise, whose first weights come from a stream: U(−1/√n, 1/√n) with n = C·kH·kW, torch's own distribution.</summary>
internal static class ConvolutionLayers
{
    private const long Size = 3;

    /// <summary>Of 3 × 3, it keeps the sides at stride 1 and halves them, rounded up, at stride 2.</summary>
    public static PaddedConv2d Forward(long inputs, long outputs, long stride, RandomStream random, ScalarType dtype, long size = Size, long padding = 1)
    {
        using var scope = NewDisposeScope();
        Tensor Zeros(params long[] shape) => zeros(shape, dtype: dtype, device: random.Device);
        var layer = new PaddedConv2d(Zeros(outputs, inputs, size, size), Zeros(outputs), stride, padding);
        Fill(layer.Weight, layer.Bias!, inputs * size * size, random, dtype);
        return layer;
    }

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
