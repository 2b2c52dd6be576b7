using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>q(z|x) = N(μ(x), diag σ²(x)): a body network, then one linear layer whose outputs are μ and log σ side by side (Kingma &amp; Welling 2014).</summary>
public sealed class NormalEncoder : nn.Module, IConditional<Normal>
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
    public NormalEncoder(nn.Module<Tensor, Tensor> body, long features, long latent, RandomStream random, ScalarType dtype = ScalarType.Float32, Precision precision = Precision.Full)
        : base(nameof(NormalEncoder))
    {
        (this.body, this.precision) = (body, precision);
        head = Initialization.Linear(features, 2 * latent, random, dtype);
        RegisterComponents();
    }

    /// <summary>An encoder over an ordinary network, whose number of outputs it finds by itself.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="latent">The dimension of z, at least 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    public NormalEncoder(Folded body, long latent, RandomStream random)
        : this(body, body.Features, latent, random)
    {
    }

    /// <summary>The network below the last layer.</summary>
    public nn.Module<Tensor, Tensor> Body => body;

    /// <summary>The layer to μ and log σ, side by side.</summary>
    public Linear Head => head;

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <returns>Batch shape [B], event [latent].</returns>
    public Normal At(Inputs inputs)
    {
        var parameters = head.At(precision, body.call(inputs.Value)).chunk(2, -1);
        return Normal.FromLogScale(parameters[0], parameters[1]);
    }
}
