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
    /// The aggregate posterior, the mean of the posteriors of all training rows: known in training by K of them at a time, and when it is judged by all (the DSIVI-agg of Molchanov+ 2019).
    /// </summary>
    Aggregate,
}
