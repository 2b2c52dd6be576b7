using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(x|z, ℓ) of counts whose total is given and not modelled, such as the reads of a cell or the words of a document:
/// the means are shares of ℓ, μ_d = ℓ softmax_d f(z) (Lopez+ 2018). The context of a row is its size ℓ.
/// </summary>
/// <typeparam name="TCounts">The family of p(x|z, ℓ).</typeparam>
public sealed class SizedDecoder<TCounts> : nn.Module, IConditional<TCounts>
    where TCounts : IFactorized, IDiscrete
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly CountOutput<TCounts> output;
    private readonly long dimension;

    /// <summary>A decoder.</summary>
    /// <param name="network">f and what else the output layer needs, from [..., latent] to [..., P·D], P blocks side by
    /// side; owned from now on.</param>
    /// <param name="output">What the numbers mean; owned from now on.</param>
    /// <param name="dimension">D, the elements of x.</param>
    public SizedDecoder(nn.Module<Tensor, Tensor> network, CountOutput<TCounts> output, long dimension)
        : base(nameof(SizedDecoder<>))
    {
        (this.network, this.output, this.dimension) = (network, output, dimension);
        RegisterComponents();
    }

    /// <summary>The distribution of x given z and ℓ.</summary>
    /// <param name="inputs">z, [..., B, latent], and ℓ &gt; 0 as the context, [B] or [B, 1].</param>
    /// <returns>Batch shape [..., B], event [D].</returns>
    /// <exception cref="ArgumentException">There is no context, it is of another shape, or a size is not above
    /// 0.</exception>
    public TCounts At(Inputs inputs)
    {
        var sizes = inputs.Context ?? throw new ArgumentException(
            "context: the means of these counts are shares of the size of their row, and no sizes were given; set "
                + "TensorData.Context or Batch.Context, to the sums of the rows for instance.", nameof(inputs));
        var rows = inputs.Value.shape[^2];
        if (sizes.numel() != rows || sizes.shape[0] != rows)
            throw new ArgumentException(
                $"context: expected a size for each of the rows of {Shapes.Text(inputs.Value.shape)}, got "
                    + $"{Shapes.Text(sizes.shape)}.",
                nameof(inputs));
        if (sizes.device_type == DeviceType.CPU) Domain.Positive(sizes, "context");
        var numbers = network.call(inputs.Value);
        Shapes.Require(numbers, "the network's output", "...", output.PerElement * dimension);
        var blocks = numbers.split(dimension, -1);
        var logSizes = sizes.reshape(rows, 1).to_type(numbers.dtype).log();
        return output.Of([blocks[0].log_softmax(-1) + logSizes, .. blocks[1..]]);
    }
}
