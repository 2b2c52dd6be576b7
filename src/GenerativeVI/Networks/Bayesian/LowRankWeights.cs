using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>q(W) = N(θ, diag σ² + V Vᵀ) over all weights of a layer, V of R columns: W = θ + σ ⊙ ε + Σ_r V_r η_r.</summary>
public sealed class LowRankWeights : GaussianWeights
{
    private readonly Parameter logScale;
    private readonly Parameter directions;

    /// <summary>A diagonal and small random directions.</summary>
    /// <param name="mean">θ, [O, I]; copied.</param>
    /// <param name="scale">σ above 0 at the start; the directions start at σ/√R each.</param>
    /// <param name="random">The stream of the directions' start: from zero they would never move.</param>
    /// <param name="rank">R ≥ 1; 4 by default.</param>
    public LowRankWeights(Tensor mean, double scale, RandomStream random, int rank = 4)
        : base(nameof(LowRankWeights), mean)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        if (rank < 1) throw new ArgumentOutOfRangeException(nameof(rank), $"rank: expected at least 1, got {rank}.");
        logScale = new Parameter(full_like(mean, Math.Log(scale)).detach());
        directions = new Parameter(random.Normal([rank, .. mean.shape], mean.dtype) * (scale / Math.Sqrt(rank)));
        RegisterComponents();
    }

    /// <summary>log σ, [O, I].</summary>
    public Parameter LogScale => logScale;

    /// <summary>V, [R, O, I].</summary>
    public Parameter Directions => directions;

    /// <inheritdoc/>
    public override Tensor Variance() => (2 * logScale).exp() + directions.square().sum(dim: 0);

    /// <summary>log det (D + V Vᵀ) = log det D + log det (I + Vᵀ D⁻¹ V), by an R × R matrix.</summary>
    public override Tensor LogDeterminant()
    {
        var scaled = (directions * logScale.neg().exp()).flatten(1); // [R, O I]
        var inner = scaled.Product(scaled.t()) + eye(scaled.shape[0], dtype: scaled.dtype, device: scaled.device);
        return 2 * logScale.sum() + 2 * linalg.cholesky(inner).diagonal().log().sum();
    }

    /// <inheritdoc/>
    public override Tensor Noise(long count, RandomStream random)
    {
        var along = random.Normal([count, directions.shape[0]], Mean.dtype).Product(directions.flatten(1)).reshape([count, .. Mean.shape]);
        return logScale.exp() * random.Normal([count, .. Mean.shape], Mean.dtype) + along;
    }

    /// <inheritdoc/>
    public override Tensor ProjectedNoise(Tensor input, RandomStream random)
    {
        var variance = nn.functional.linear(input.square(), (2 * logScale).exp());
        var (rank, outputs) = (directions.shape[0], directions.shape[1]);
        var along = nn.functional.linear(input, directions.flatten(0, 1)).reshape([.. input.shape[..^1], rank, outputs]); // [..., R, O]
        var weights = random.Normal([.. input.shape[..^1], rank, 1], Mean.dtype);
        return Root(variance) * random.Normal(variance.shape, Mean.dtype) + (along * weights).sum(-2);
    }
}
