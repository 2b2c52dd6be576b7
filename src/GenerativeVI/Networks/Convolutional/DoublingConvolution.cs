using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A transposed convolution of stride 2 with a padding at the end of each side of its own; TorchSharp's module pads both like the first.</summary>
internal sealed class DoublingConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly long[] extra;

    public DoublingConvolution(long inputs, long outputs, long size, (long Height, long Width) extra, RandomStream random, ScalarType dtype)
        : base(nameof(DoublingConvolution))
    {
        this.extra = [extra.Height, extra.Width];
        weight = new Parameter(zeros([inputs, outputs, size, size], dtype: dtype, device: random.Device));
        bias = new Parameter(zeros([outputs], dtype: dtype, device: random.Device));
        RegisterComponents();
        ConvolutionLayers.Fill(weight, bias, outputs * size * size, random, dtype);
    }

    /// <summary>[inputs, outputs, k, k].</summary>
    public Tensor Weight => weight;

    public override Tensor forward(Tensor input) =>
        PaddedConvolution.Transposed(input, weight, bias, stride: 2, padding: 1, extra);
}
