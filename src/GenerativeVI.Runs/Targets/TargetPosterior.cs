namespace GenerativeVI;

/// <summary>What is fitted to a target density, and how.</summary>
public enum TargetPosterior
{
    /// <summary>N(μ, diag σ²): mean field.</summary>
    Normal,

    /// <summary>N(μ, L Lᵀ).</summary>
    Full,

    /// <summary>A flow of a normal one.</summary>
    Flow,

    /// <summary>∫ N(ψ, L Lᵀ) q(ψ) dψ with ψ = g(ε), bracketed by mixing samples (Yin &amp; Zhou 2018).</summary>
    Sivi,

    /// <summary>∫ N(μ(ψ), diag σ²(ψ)) N(ψ; 0, I) dψ with a reverse model (Ranganath+ 2016).</summary>
    Hvm,

    /// <summary>The same with K draws of the reverse model (Sobolev &amp; Vetrov 2019).</summary>
    Iwhvi,

    /// <summary>The same by the unbiased score, with Hamiltonian moves of ψ (Titsias &amp; Ruiz 2019).</summary>
    Uivi,

    /// <summary>z = g(ε) with a classifier (Mescheder+ 2017).</summary>
    Avb,

    /// <summary>z = g(ε) with a kernel ratio (Shi+ 2018).</summary>
    Kivi,

    /// <summary>z = g(ε) with a denoising autoencoder (Lim+ 2020).</summary>
    Ardae,
}
