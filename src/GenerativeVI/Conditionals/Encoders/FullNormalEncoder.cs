using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// q(z|x) = N(μ(x), L(x) L(x)ᵀ) with a full covariance: a body network, then one linear layer whose outputs are μ, the
/// logarithms of L's diagonal and the elements of L below it, row by row.
/// </summary>
public sealed class FullNormalEncoder : nn.Module, IConditional<FullNormal>
{
    private readonly Headed network;
    private readonly long latent;
    private readonly long[] places;

    /// <summary>An encoder.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="latent">The dimension of z, at least 1; the head has quadratically many outputs.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public FullNormalEncoder(nn.Module<Tensor, Tensor> body, long features, long latent, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(FullNormalEncoder))
    {
        this.latent = latent;
        network = new Headed(body, features, 2 * latent + latent * (latent - 1) / 2, random, dtype);
        // Where each element of L is among the outputs; entries on or above the diagonal are ignored.
        places = [.. from row in Enumerable.Range(0, (int)latent) from column in Enumerable.Range(0, (int)latent) select column < row ? 2 * latent + row * (row - 1) / 2 + column : 0];
        RegisterComponents();
    }

    /// <summary>The body with its linear layer.</summary>
    public Headed Network => network;

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [..., D].</param>
    /// <returns>Batch shape [...], event [latent].</returns>
    public FullNormal At(Inputs inputs)
    {
        var parameters = network.call(inputs.Value);
        var lower = parameters.index_select(-1, tensor(places, device: parameters.device)).Unflatten(latent, latent);
        return FullNormal.FromLogDiagonal(parameters.narrow(-1, 0, latent), parameters.narrow(-1, latent, latent), lower);
    }
}
