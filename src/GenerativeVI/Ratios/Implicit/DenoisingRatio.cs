using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// The score of an implicit posterior by a denoising autoencoder: f minimizes E ‖σ f(z + σu, σ, x) + u‖² over u ~ N(0, I) and σ ~ |N(0, s²)|, so that f(z, σ, x) = ∇_z log q_σ(z|x), the score of q
/// blurred by σ, and f(z, 0, x) ≈ ∇_z log q(z|x) (Alain &amp; Bengio 2014; Lim+ 2020, the amortized residual autoencoder).
/// </summary>
/// <remarks>It has a gradient, ∇_z log p(z) − f(z, 0, x), and no number: log q is never known. The gradient is biased as f is.</remarks>
/// <typeparam name="TPrior">The type of the prior.</typeparam>
/// <typeparam name="TPosterior">The type of the posterior: anything that can be sampled, with gradients.</typeparam>
public sealed class DenoisingRatio<TPrior, TPosterior> : nn.Module, ITrainedRatio<TPrior, TPosterior>
    where TPrior : IDistribution
    where TPosterior : ISampler
{
    private readonly Critic score;
    private readonly double blur;

    /// <summary>A ratio by a denoising autoencoder.</summary>
    /// <param name="score">f, of z and σ side by side, D + 1 injected numbers, to D; owned from now on.</param>
    /// <param name="blur">s above 0, the width of σ's distribution: 0.1 by default, for posteriors with scales near 1.</param>
    public DenoisingRatio(Critic score, double blur = 0.1)
        : base(nameof(DenoisingRatio<,>))
    {
        if (!(blur > 0)) throw new ArgumentOutOfRangeException(nameof(blur), $"blur: expected above 0, got {blur}.");
        (this.score, this.blur) = (score, blur);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Standing Standing => new(Guarantee.None, Weighting.PerDraw);

    /// <summary>No value; a surrogate whose gradient in z is ∇ log p(z) − f(z, 0, x).</summary>
    /// <inheritdoc/>
    public RatioEstimate Estimate(TPrior prior, TPosterior posterior, Draw draw, RandomStream random) =>
        new(null, prior.LogDensity(draw.Value) - (Score(draw.Value, draw.Context?.Value) * draw.Value).sum(-1));

    /// <summary>The estimate f(z, 0, x) of ∇_z log q(z|x), without a gradient.</summary>
    /// <param name="value">z, [..., B, D].</param>
    /// <param name="context">x, [B, X], where f has one.</param>
    public Tensor Score(Tensor value, Tensor? context)
    {
        using var _ = no_grad();
        var z = value.detach();
        return score.call(cat([z, zeros_like(z.narrow(-1, 0, 1))], -1), context);
    }

    /// <summary>−‖σ f(z + σu, σ, x) + u‖².</summary>
    /// <inheritdoc/>
    public Tensor Fit(TPrior prior, TPosterior posterior, Draw draw, RandomStream random)
    {
        var z = draw.Value.detach();
        var noise = random.Split("noise").Normal(z.shape, z.dtype);
        var scale = random.Split("scale").Normal([.. z.shape[..^1], 1], z.dtype).abs() * blur;
        var found = score.call(cat([z + scale * noise, scale], -1), draw.Context?.Value);
        return -(scale * found + noise).square().sum(-1); // [S, B]
    }
}
