using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;

namespace GenerativeVI.Conditionals;

/// <summary>The encoder of a VQ-VAE: a network to P vectors, each replaced by its nearest code (van den Oord+ 2017).</summary>
public sealed class QuantizingEncoder : nn.Module, IConditional<DeterministicCode>
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly VectorQuantizer quantizer;

    /// <summary>An encoder.</summary>
    /// <param name="network">From [..., D] to [..., P·C]; owned from now on.</param>
    /// <param name="quantizer">The codebook; shared with the prior, owned from now on.</param>
    public QuantizingEncoder(nn.Module<Tensor, Tensor> network, VectorQuantizer quantizer)
        : base(nameof(QuantizingEncoder))
    {
        (this.network, this.quantizer) = (network, quantizer);
        RegisterComponents();
    }

    /// <summary>The network to the features.</summary>
    public nn.Module<Tensor, Tensor> Network => network;

    /// <summary>The codebook.</summary>
    public VectorQuantizer Quantizer => quantizer;

    /// <summary>The codes of x.</summary>
    /// <param name="inputs">x, [..., D].</param>
    /// <returns>Batch shape [...], event [P·C].</returns>
    public DeterministicCode At(Inputs inputs)
    {
        var (value, indices, penalty) = quantizer.Quantize(network.call(inputs.Value));
        return new DeterministicCode(value, indices, penalty);
    }
}
