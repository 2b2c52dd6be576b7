using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>q(W) = N(θ, L Lᵀ) over all D = O·I weights of a layer; L is lower triangular with exp(log σ) on its diagonal. Memory and time are D²: for small layers.</summary>
public sealed class FullCovarianceWeights : GaussianWeights
{
    private readonly Parameter logScale;
    private readonly Parameter below;

    /// <summary>Independent weights of one scale at the start.</summary>
    /// <param name="mean">θ, [O, I]; copied.</param>
    /// <param name="scale">σ above 0 at the start.</param>
    public FullCovarianceWeights(Tensor mean, double scale)
        : base(nameof(FullCovarianceWeights), mean)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        logScale = new Parameter(full_like(mean, Math.Log(scale)).detach());
        below = new Parameter(zeros([mean.NumberOfElements, mean.NumberOfElements], dtype: mean.dtype, device: mean.device));
        RegisterComponents();
    }

    /// <summary>log of L's diagonal, [O, I].</summary>
    public Parameter LogScale => logScale;

    /// <summary>L, [D, D].</summary>
    public Tensor Lower() => below.tril(-1) + logScale.exp().flatten().diag();

    /// <inheritdoc/>
    public override Tensor Variance() => Lower().square().sum(-1).reshape(Mean.shape);

    /// <inheritdoc/>
    public override Tensor LogDeterminant() => 2 * logScale.sum();

    /// <inheritdoc/>
    public override Tensor Noise(long count, RandomStream random) => random.Normal([count, Mean.NumberOfElements], Mean.dtype).Product(Lower().t()).reshape([count, .. Mean.shape]);

    /// <summary>A draw for every row; its outputs are correlated, so that it takes the draw of all weights that made it.</summary>
    /// <inheritdoc/>
    public override Tensor ProjectedNoise(Tensor input, RandomStream random)
    {
        var rows = input.reshape(-1, input.shape[^1]);
        var noise = Noise(rows.shape[0], random); // [n, O, I]
        return noise.Product(rows.unsqueeze(-1)).squeeze(-1).reshape([.. input.shape[..^1], Mean.shape[0]]);
    }
}
