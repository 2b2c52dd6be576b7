using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>q(W) = Π N(w_oi; θ_oi, σ_oi²), with log σ as the parameter.</summary>
public sealed class MeanFieldWeights : GaussianWeights
{
    private readonly Parameter logScale;

    /// <summary>Independent weights of one scale.</summary>
    /// <param name="mean">θ, [O, I]; copied.</param>
    /// <param name="scale">σ above 0 at the start.</param>
    public MeanFieldWeights(Tensor mean, double scale)
        : base(nameof(MeanFieldWeights), mean)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        logScale = new Parameter(full_like(mean, Math.Log(scale)).detach());
        RegisterComponents();
    }

    /// <summary>log σ, [O, I].</summary>
    public Parameter LogScale => logScale;

    /// <inheritdoc/>
    public override bool IsFactorized => true;

    /// <summary>log α = log σ² − log θ², the noise of a weight relative to its size, [O, I]; what sparse variational dropout prunes by.</summary>
    public Tensor LogAlpha() => 2 * logScale - Mean.square().clamp_min(1e-30).log();

    /// <inheritdoc/>
    public override Tensor Variance() => IndependentVariance.Of(logScale);

    /// <inheritdoc/>
    public override Tensor LogDeterminant() => 2 * logScale.sum();

    /// <inheritdoc/>
    public override Tensor Noise(long count, RandomStream random) => logScale.exp() * random.Normal([count, .. Mean.shape], Mean.dtype);

    /// <inheritdoc/>
    public override Tensor ProjectedNoise(Tensor input, RandomStream random)
    {
        var variance = nn.functional.linear(input.square(), Variance());
        return Root(variance) * random.Normal(variance.shape, Mean.dtype);
    }
}
