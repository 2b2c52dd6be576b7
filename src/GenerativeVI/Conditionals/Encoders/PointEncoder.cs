using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>z = f(x): a body network, then a linear layer to the code; the encoder of a plain autoencoder.</summary>
public sealed class PointEncoder : nn.Module, IConditional<PointMass>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Precision precision;
    private readonly Linear head;

    /// <summary>An encoder.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="latent">The dimension of z, at least 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <param name="precision">The arithmetic of the last layer's products; the body has its own.</param>
    public PointEncoder(nn.Module<Tensor, Tensor> body, long features, long latent, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(PointEncoder))
    {
        (this.body, this.precision) = (body, precision);
        head = Initialization.Linear(features, latent, random, dtype);
        RegisterComponents();
    }

    /// <summary>The code of x.</summary>
    /// <param name="inputs">x, [..., D].</param>
    /// <returns>Batch shape [...], event [latent].</returns>
    public PointMass At(Inputs inputs) => new(head.At(precision, body.call(inputs.Value)));
}
