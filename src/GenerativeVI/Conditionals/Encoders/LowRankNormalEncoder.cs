using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>q(z|x) = N(μ(x), diag σ²(x) + F(x) F(x)ᵀ) with R columns in F: a body network, then one linear layer whose outputs are μ, log σ and F, row by row.</summary>
public sealed class LowRankNormalEncoder : nn.Module, IConditional<LowRankNormal>
{
    private readonly Headed network;
    private readonly long latent, rank;

    /// <summary>An encoder.</summary>
    /// <param name="body">From [..., D] to [..., H]; owned from now on.</param>
    /// <param name="features">H, the outputs of the body.</param>
    /// <param name="latent">The dimension of z, at least 1.</param>
    /// <param name="rank">R ≥ 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is below 1.</exception>
    public LowRankNormalEncoder(nn.Module<Tensor, Tensor> body, long features, long latent, long rank, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : base(nameof(LowRankNormalEncoder))
    {
        if (rank < 1) throw new ArgumentOutOfRangeException(nameof(rank), $"rank: expected at least 1, got {rank}; without a factor use NormalEncoder.");
        (this.latent, this.rank) = (latent, rank);
        network = new Headed(body, features, latent * (2 + rank), random, dtype);
        RegisterComponents();
    }

    /// <summary>The body with its linear layer.</summary>
    public Headed Network => network;

    /// <summary>The posterior of z given x.</summary>
    /// <param name="inputs">x, [..., D].</param>
    /// <returns>Batch shape [...], event [latent].</returns>
    public LowRankNormal At(Inputs inputs)
    {
        var parameters = network.call(inputs.Value);
        var factor = parameters.narrow(-1, 2 * latent, latent * rank).Unflatten(latent, rank);
        return LowRankNormal.FromLogScale(parameters.narrow(-1, 0, latent), parameters.narrow(-1, latent, latent), factor);
    }
}
