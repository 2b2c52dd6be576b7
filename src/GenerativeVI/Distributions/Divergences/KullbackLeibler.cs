namespace GenerativeVI.Distributions;

/// <summary>The Kullback–Leibler divergences KL(q‖p) = E_q log q/p known in closed form, in nats.</summary>
public static class KullbackLeibler
{
    private static readonly Dictionary<(Type, Type), Func<IDistribution, IDistribution, Tensor>> Known = [];

    // Term by term: factorized pairs.
    private static readonly Dictionary<(Type, Type), Func<IDistribution, IDistribution, Tensor>> KnownByDimension = [];

    static KullbackLeibler()
    {
        Type[] normals = [typeof(StandardNormal), typeof(Normal), typeof(FullNormal), typeof(LowRankNormal)];
        foreach (var q in normals)
            foreach (var p in normals)
                Known[(q, p)] = (a, b) => GaussianDivergence.Of((IGaussian)a, (IGaussian)b);
        Known[(typeof(Normal), typeof(StandardNormal))] = (q, _) => StandardDivergence.Of(((Normal)q).Mean, ((Normal)q).LogScale);
        Elementwise<Normal, StandardNormal>((q, _) => (q.Mean.square() + q.Scale.square() - 1).mul(0.5) - q.LogScale, whole: false);
        Elementwise<Normal, Normal>((q, p) => p.LogScale - q.LogScale + (q.Scale.square() + (q.Mean - p.Mean).square()) / p.Scale.square().mul(2) - 0.5);
        Elementwise<Laplace, Laplace>(ElementDivergences.Laplaces);
        Elementwise<Laplace, StandardNormal>((q, _) => ElementDivergences.ToNormal(q.Mean, q.Scale.square() * 2, 1 + Math.Log(2) + q.LogScale, null));
        Elementwise<Laplace, Normal>((q, p) => ElementDivergences.ToNormal(q.Mean, q.Scale.square() * 2, 1 + Math.Log(2) + q.LogScale, p));
        Elementwise<Uniform, StandardNormal>((q, _) => ElementDivergences.ToNormal(q.Mean, (q.High - q.Low).square() / 12, (q.High - q.Low).log(), null));
        Elementwise<Uniform, Normal>((q, p) => ElementDivergences.ToNormal(q.Mean, (q.High - q.Low).square() / 12, (q.High - q.Low).log(), p));
        Elementwise<Uniform, Uniform>(ElementDivergences.Uniforms);
        Elementwise<Exponential, Exponential>((q, p) => q.LogRate - p.LogRate + p.Rate / q.Rate - 1);
        Elementwise<Gamma, Gamma>((q, p) => ElementDivergences.Gammas(q.Concentration, q.LogRate, p.Concentration, p.LogRate));
        Elementwise<Exponential, Gamma>((q, p) => ElementDivergences.Gammas(ones_like(q.LogRate), q.LogRate, p.Concentration, p.LogRate));
        Elementwise<Gamma, Exponential>((q, p) => ElementDivergences.Gammas(q.Concentration, q.LogRate, ones_like(p.LogRate), p.LogRate));
        Elementwise<Beta, Beta>(ElementDivergences.Betas);
        Elementwise<ContinuousBernoulli, ContinuousBernoulli>((q, p) => q.Mean * (q.Logits - p.Logits) - q.LogNormalizer + p.LogNormalizer);
        Elementwise<Bernoulli, Bernoulli>(ElementDivergences.Bernoullis);
        Elementwise<Poisson, Poisson>((q, p) => q.Rate * (q.LogRate - p.LogRate) - q.Rate + p.Rate);
        Elementwise<Categorical, Categorical>((q, p) => ElementDivergences.Categories(q.Logits, p.Logits));
        OneHots<OneHot, OneHot>(q => q.Logits, p => p.Logits);
        OneHots<StraightThroughOneHot, OneHot>(q => q.Logits, p => p.Logits);
        OneHots<StraightThroughOneHot, StraightThroughOneHot>(q => q.Logits, p => p.Logits);
    }

    /// <summary>Whether KL(q‖p) of two distributions of these types is known.</summary>
    /// <param name="q">The type of q.</param>
    /// <param name="p">The type of p.</param>
    public static bool IsKnown(Type q, Type p) => Known.ContainsKey((q, p));

    /// <summary>Whether KL(q‖p) of two distributions of these types is known and a sum over dimensions.</summary>
    /// <param name="q">The type of q.</param>
    /// <param name="p">The type of p.</param>
    public static bool IsKnownByDimension(Type q, Type p) => KnownByDimension.ContainsKey((q, p));

    /// <summary>
    /// KL(q‖p), summed over the event axis. Normal distributions of every kind of covariance: ½ [tr Σ⁻¹S + (m − μ)ᵀ Σ⁻¹ (m − μ) − D + log det Σ − log det S]; and pairs of
    /// Laplace, uniform, exponential, gamma, beta, Bernoulli, continuous Bernoulli, categorical, one-hot and Poisson distributions. Infinite where p lacks support of q.
    /// </summary>
    /// <param name="q">The distribution that the expectation is under, batch shape [B].</param>
    /// <param name="p">The other, broadcastable to q.</param>
    /// <returns>[B].</returns>
    /// <exception cref="ArgumentException">No closed form is known for this pair.</exception>
    public static Tensor Between(IDistribution q, IDistribution p) =>
        Known.TryGetValue((q.GetType(), p.GetType()), out var divergence) ? divergence(q, p) : throw Unknown(q.GetType(), p.GetType());

    /// <summary>KL(q‖p) of two factorized distributions, one term a dimension: what free bits look at.</summary>
    /// <param name="q">The distribution that the expectation is under, [B, D].</param>
    /// <param name="p">The other, broadcastable to q.</param>
    /// <returns>[B, D].</returns>
    /// <exception cref="ArgumentException">The KL of this pair is not known as a sum over dimensions.</exception>
    public static Tensor ByDimension(IDistribution q, IDistribution p) =>
        KnownByDimension.TryGetValue((q.GetType(), p.GetType()), out var divergence) ? divergence(q, p)
            : throw new ArgumentException($"KL({q.GetType().Name} to {p.GetType().Name}) is not known as a sum over dimensions; use it as a whole.");

    private static void Elementwise<TQ, TP>(Func<TQ, TP, Tensor> divergence, bool whole = true)
        where TQ : IDistribution
        where TP : IDistribution
    {
        Tensor Each(IDistribution q, IDistribution p) => divergence((TQ)q, (TP)p);
        KnownByDimension[(typeof(TQ), typeof(TP))] = Each;
        if (whole) Known[(typeof(TQ), typeof(TP))] = (q, p) => Each(q, p).sum(-1);
    }

    private static void OneHots<TQ, TP>(Func<TQ, Tensor> first, Func<TP, Tensor> second)
        where TQ : IDistribution
        where TP : IDistribution =>
        Known[(typeof(TQ), typeof(TP))] = (q, p) => ElementDivergences.Categories(first((TQ)q), second((TP)p)).sum(-1);

    private static ArgumentException Unknown(Type q, Type p) =>
        new($"KL({q.Name} to {p.Name}) has no closed form here; take the difference of exact log-densities instead.");
}
