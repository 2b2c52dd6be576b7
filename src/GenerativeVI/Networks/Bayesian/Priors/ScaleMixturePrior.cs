using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>p(w) = Σ_k π_k N(w; 0, s_k²) for every weight, such as a narrow and a wide one (Blundell+ 2015). Its KL takes one draw of all weights: unbiased, with the entropy in closed form.</summary>
public sealed record ScaleMixturePrior : WeightPrior
{
    private readonly double[] logWeights;
    private readonly double[] scales;

    /// <summary>A mixture.</summary>
    /// <param name="components">π above 0, summing to 1, and s above 0.</param>
    /// <exception cref="ArgumentException">There is none, one is not above 0, or the weights do not sum to 1.</exception>
    public ScaleMixturePrior(IReadOnlyList<(double Weight, double Scale)> components)
    {
        if (components.Count == 0 || components.Any(c => !(c.Weight > 0) || !(c.Scale > 0)) || Math.Abs(components.Sum(c => c.Weight) - 1) > 1e-9)
            throw new ArgumentException("scale mixture: expected weights and scales above 0, the weights summing to 1.", nameof(components));
        (logWeights, scales) = ([.. components.Select(c => Math.Log(c.Weight))], [.. components.Select(c => c.Scale)]);
    }

    /// <summary>A wide and a narrow component.</summary>
    /// <param name="wide">s₁; 1 by default.</param>
    /// <param name="narrow">s₂; e⁻⁶ by default.</param>
    /// <param name="weight">π of the wide one; ½ by default.</param>
    public static ScaleMixturePrior Of(double wide = 1, double narrow = 0.0024787521766663585, double weight = 0.5) => new([(weight, wide), (1 - weight, narrow)]);

    /// <summary>
    /// The horseshoe: w ~ N(0, τ²λ²), λ half-Cauchy, with λ on a grid of log λ in steps of ½ from −12 to 12. The density follows the horseshoe's but for |w| &lt; 10⁻⁵ τ, where that has its pole
    /// (Carvalho+ 2010; Louizos+ 2017). Every weight costs 49 exponentials.
    /// </summary>
    /// <param name="scale">τ above 0; 1 by default.</param>
    public static ScaleMixturePrior Horseshoe(double scale = 1)
    {
        const double step = 0.5;
        var logs = Enumerable.Range(-24, 49).Select(i => i * step).ToArray();
        // A half-Cauchy λ has log λ with the density 1 / (π cosh).
        var weights = logs.Select(s => 1 / Math.Cosh(s)).ToArray();
        return new ScaleMixturePrior([.. logs.Zip(weights, (s, w) => (w / weights.Sum(), scale * Math.Exp(s)))]);
    }

    /// <summary>log p(w) of every weight.</summary>
    /// <param name="weights">Any shape.</param>
    public Tensor LogDensity(Tensor weights)
    {
        var scale = tensor(scales, dtype: weights.dtype, device: weights.device);
        var offset = tensor(logWeights, dtype: weights.dtype, device: weights.device) - scale.log() - 0.5 * Math.Log(2 * Math.PI);
        return (offset - (weights.unsqueeze(-1) / scale).square() / 2).logsumexp(-1);
    }

    /// <inheritdoc/>
    public override Tensor Divergence(GaussianWeights weights, RandomStream random) =>
        weights.Entropy().neg() - LogDensity(weights.Mean + weights.Noise(1, random).squeeze(0)).sum();
}
