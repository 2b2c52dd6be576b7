namespace GenerativeVI;

/// <summary>The family of p(z).</summary>
public enum PriorFamily
{
    /// <summary>N(0, I).</summary>
    Standard,

    /// <summary>A learned mixture of diagonal normals.</summary>
    Mixture,

    /// <summary>The VampPrior (Tomczak &amp; Welling 2018): the mean of the posteriors of learned pseudo-inputs, p(z) = (1/K) Σ q(z|u_k).</summary>
    Vamp,

    /// <summary>The same with K training rows for the u_k.</summary>
    VampData,

    /// <summary>A flow of N(0, I) that has an inverse.</summary>
    Flow,

    /// <summary>∫ N(μ(ζ), diag σ²(ζ)) N(ζ; 0, I) dζ, known through a bracket (Molchanov+ 2019).</summary>
    SemiImplicit,

    /// <summary>
    /// ∫ N(z; ζ, diag σ²) p(ζ) dζ with ζ = g(ε), ε ~ N(0, I), a network's draws without a density: implicit mixing under an explicit kernel, bounded by K draws of it, E log (1/K) Σ p(z|ζᵏ) ≤ log p(z) (Molchanov+ 2019).
    /// </summary>
    ImplicitMixing,

    /// <summary>
    /// z = g(ε), ε ~ N(0, I), a network's draws without a density: a learned implicit prior. A ratio knows it by its draws, and the model
    /// is judged as one of ε: p(x) = ∫ p(x|g(ε)) N(ε; 0, I) dε.
    /// </summary>
    Implicit,

    /// <summary>
    /// The aggregate posterior, the mean of the posteriors of all training rows: known in training by K of them at a time, and when it is judged by all (the DSIVI-agg of Molchanov+ 2019).
    /// </summary>
    Aggregate,
}
