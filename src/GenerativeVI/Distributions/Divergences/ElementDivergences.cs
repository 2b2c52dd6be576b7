namespace GenerativeVI.Distributions;

/// <summary>Kullback–Leibler divergences of one element, [..., D].</summary>
internal static class ElementDivergences
{
    /// <summary>KL(Laplace(m, a)‖Laplace(μ, b)) = log b/a + (a exp(−|m − μ|/a) + |m − μ|)/b − 1.</summary>
    public static Tensor Laplaces(Laplace q, Laplace p)
    {
        var distance = (q.Mean - p.Mean).abs();
        return p.LogScale - q.LogScale + (q.Scale * (-distance / q.Scale).exp() + distance) / p.Scale - 1;
    }

    /// <summary>−h(q) + ½ log 2πσ² + (Var q + (m − μ)²)/(2σ²), to N(0, 1) when p is null.</summary>
    public static Tensor ToNormal(Tensor mean, Tensor variance, Tensor entropy, Normal? p) => p is null
        ? 0.5 * (Math.Log(2 * Math.PI) + variance + mean.square()) - entropy
        : 0.5 * (Math.Log(2 * Math.PI) + (variance + (mean - p.Mean).square()) / p.Scale.square()) + p.LogScale - entropy;

    /// <summary>log of the ratio of the lengths, or ∞ where q's interval is not inside p's.</summary>
    public static Tensor Uniforms(Uniform q, Uniform p) =>
        ((p.High - p.Low).log() - (q.High - q.Low).log()).masked_fill(q.Low.lt(p.Low).logical_or(q.High.gt(p.High)), double.PositiveInfinity);

    /// <summary>KL(Gamma(a, β)‖Gamma(c, δ)) = (a − c) ψ(a) − log Γ(a) + log Γ(c) + c (log β − log δ) + a (δ/β − 1).</summary>
    public static Tensor Gammas(Tensor a, Tensor logRate, Tensor c, Tensor otherLogRate) =>
        (a - c) * a.digamma() - a.lgamma() + c.lgamma() + c * (logRate - otherLogRate) + a * (otherLogRate - logRate).expm1();

    /// <summary>log B(p) − log B(q) + (a − c) ψ(a) + (b − d) ψ(b) + (c − a + d − b) ψ(a + b).</summary>
    public static Tensor Betas(Beta q, Beta p)
    {
        var (first, second) = (q.Concentration1 - p.Concentration1, q.Concentration0 - p.Concentration0);
        return p.LogNormalizer - q.LogNormalizer + first * q.Concentration1.digamma() + second * q.Concentration0.digamma()
            - (first + second) * (q.Concentration1 + q.Concentration0).digamma();
    }

    /// <summary>Σ_x q(x) (log q(x) − log p(x)) over 0 and 1.</summary>
    public static Tensor Bernoullis(Bernoulli q, Bernoulli p)
    {
        static Tensor Part(Tensor l, Tensor other) => l.sigmoid() * (nn.functional.logsigmoid(l) - nn.functional.logsigmoid(other));
        return Part(q.Logits, p.Logits) + Part(-q.Logits, -p.Logits);
    }

    /// <summary>Σ_k q_k (log q_k − log p_k) over the last axis; a category without mass under q adds nothing.</summary>
    public static Tensor Categories(Tensor q, Tensor p)
    {
        var logs = q.log_softmax(-1);
        var difference = (logs - p.log_softmax(-1)).masked_fill(logs.isinf(), 0);
        return (logs.exp() * difference).sum(-1);
    }
}
