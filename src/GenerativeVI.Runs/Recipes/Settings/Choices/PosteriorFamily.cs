namespace GenerativeVI;

/// <summary>The family of q(z|x).</summary>
public enum PosteriorFamily
{
    /// <summary>N(μ(x), diag σ²(x)).</summary>
    Normal,

    /// <summary>N(μ(x), L(x) L(x)ᵀ).</summary>
    FullCovariance,

    /// <summary>N(μ(x), diag σ²(x) + V(x) V(x)ᵀ) of a small rank.</summary>
    LowRank,

    /// <summary>One of K codes at each position, chosen for certain: the VQ-VAE's.</summary>
    Quantized,

    /// <summary>A flow of N(μ(x), diag σ²(x)), conditioned on the encoder's features.</summary>
    Flow,

    /// <summary>∫ N(ψ, diag σ²(x)) q(ψ|x) dψ with ψ = g(ε, x), a noise network: semi-implicit, of implicit mixing.</summary>
    SemiImplicit,

    /// <summary>∫ N(μ(ψ, x), diag σ²(ψ, x)) N(ψ; 0, I) dψ: semi-implicit, of explicit mixing.</summary>
    Hierarchical,

    /// <summary>z = g(ε, x), a noise network alone: implicit, without a density. Its log-ratio is learned, and the model is judged through a proposal.</summary>
    Implicit,

    /// <summary>
    /// ∫ q(z|ψ) N(ψ; μ(x), diag σ²(x)) dψ with z = g(ε, ψ), a noise network: explicit mixing under an implicit kernel, the reverse of
    /// <see cref="SemiImplicit"/>. It has no density either, and is learned and judged as <see cref="Implicit"/> is.
    /// </summary>
    ImplicitKernel,

    /// <summary>A point f(x), the code of a plain autoencoder: no density.</summary>
    Point,
}
