namespace GenerativeVI.Distributions;

/// <summary>The Kullback–Leibler divergences KL(q‖p) = E_q log q/p known in closed form, in nats.</summary>
public static class KullbackLeibler
{
    /// <summary>Whether KL(q‖p) of two distributions of these types is known.</summary>
    /// <param name="q">The type of q.</param>
    /// <param name="p">The type of p.</param>
    public static bool IsKnown(Type q, Type p) => q == typeof(Normal) && (p == typeof(StandardNormal) || p == typeof(Normal));

    /// <summary>
    /// KL(N(m, s²)‖N(0, 1)) = ½ Σ (m² + s² − 1) − Σ log s, and KL(N(m, s²)‖N(μ, σ²)) = Σ [log σ/s + (s² + (m − μ)²)/(2σ²) − ½].
    /// </summary>
    /// <param name="q">The distribution that the expectation is under, batch shape [B].</param>
    /// <param name="p">The other, broadcastable to q.</param>
    /// <returns>[B].</returns>
    /// <exception cref="ArgumentException">No closed form is known for this pair.</exception>
    public static Tensor Between(IDistribution q, IDistribution p) => (q, p) switch
    {
        (Normal a, StandardNormal) => StandardDivergence.Of(a.Mean, a.LogScale),
        (Normal a, Normal b) => (b.LogScale - a.LogScale + (a.Scale.square() + (a.Mean - b.Mean).square()) / b.Scale.square().mul(2)).sum(-1) - 0.5 * a.Mean.shape[^1],
        _ => throw new ArgumentException($"KL({q.GetType().Name} to {p.GetType().Name}) has no closed form here; take the difference of exact log-densities instead."),
    };

    /// <summary>Whether the KL(q‖p) of two distributions of these types is known and a sum over latent dimensions.</summary>
    /// <param name="q">The type of q.</param>
    /// <param name="p">The type of p.</param>
    public static bool IsKnownByDimension(Type q, Type p) => q == typeof(Normal) && (p == typeof(StandardNormal) || p == typeof(Normal));

    /// <summary>The terms of <see cref="Between"/>, one for every latent dimension, where both distributions have independent elements.</summary>
    /// <param name="q">The distribution that the expectation is under, batch shape [B].</param>
    /// <param name="p">The other, broadcastable to q.</param>
    /// <returns>[B, D].</returns>
    /// <exception cref="ArgumentException">The KL of this pair is not known as a sum over dimensions.</exception>
    public static Tensor ByDimension(IDistribution q, IDistribution p) => (q, p) switch
    {
        (Normal a, StandardNormal) => (a.Mean.square() + a.Scale.square()).mul(0.5).sub(a.LogScale).sub(0.5),
        (Normal a, Normal b) => b.LogScale - a.LogScale + (a.Scale.square() + (a.Mean - b.Mean).square()) / b.Scale.square().mul(2) - 0.5,
        _ => throw new ArgumentException($"KL({q.GetType().Name} to {p.GetType().Name}) is not known as a sum over dimensions; use it as a whole."),
    };
}
