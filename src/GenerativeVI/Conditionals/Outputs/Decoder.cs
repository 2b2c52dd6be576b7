using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>p(x|z) of any network and any likelihood: the network gives P blocks of D numbers, the output layer makes a distribution of them.</summary>
/// <typeparam name="TDistribution">The family of p(x|z).</typeparam>
public sealed class Decoder<TDistribution> : nn.Module, IConditional<TDistribution>
    where TDistribution : IDistribution
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly OutputLayer<TDistribution> output;
    private readonly long dimension;

    /// <summary>A decoder.</summary>
    /// <param name="network">From [..., latent] to [..., P·D], P blocks side by side; owned from now on.</param>
    /// <param name="output">What the numbers mean; owned from now on.</param>
    /// <param name="dimension">D, the elements of x.</param>
    public Decoder(nn.Module<Tensor, Tensor> network, OutputLayer<TDistribution> output, long dimension)
        : base(nameof(Decoder<>))
    {
        (this.network, this.output, this.dimension) = (network, output, dimension);
        RegisterComponents();
    }

    /// <summary>The network below the output layer.</summary>
    public nn.Module<Tensor, Tensor> Network => network;

    /// <summary>What the network's numbers mean.</summary>
    public OutputLayer<TDistribution> Output => output;

    /// <summary>The distribution of x given z.</summary>
    /// <param name="inputs">z, [..., latent].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public TDistribution At(Inputs inputs)
    {
        var numbers = network.call(inputs.Value);
        Shapes.Require(numbers, "the network's output", "...", output.PerElement * dimension);
        return output.Of(numbers.split(dimension, -1));
    }
}
