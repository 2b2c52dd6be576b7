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

    /// <summary>
    /// The same by its score from importance-weighted ψ of a flow τ(ψ|z), which is fitted beside it (Pielok+ 2025).
    /// </summary>
    Aisivi,

    /// <summary>The same by its score from many ψ of N(0, I), taken in batches (Pielok+ 2025).</summary>
    Bsivi,

    /// <summary>
    /// ∫ N(ψ, diag σ²) q(ψ) dψ with ψ = g(ε), by score matching against a network (Yu &amp; Zhang 2023).
    /// </summary>
    SiviSm,

    /// <summary>The same by its squared kernel Stein discrepancy (Cheng+ 2024).</summary>
    Ksivi,

    /// <summary>The same by path gradients of the KL that are smoothed by a kernel (Pielok+ 2026).</summary>
    Kpg,

    /// <summary>
    /// (1/M) Σ N(μ(ψ_m), diag σ²(ψ_m)) over learned particles, whose density is exact (Lim &amp; Johansen 2024).
    /// </summary>
    Pvi,

    /// <summary>N(μ, L Lᵀ) by matching scores in batches, in closed form (Cai+ 2024).</summary>
    Bam,

    /// <summary>N(μ, L Lᵀ) by matching the score of each draw, in closed form (Modi+ 2023).</summary>
    Gsm,

    /// <summary>N(m, H⁻¹) at a mode m, by the curvature H there.</summary>
    Laplace,

    /// <summary>N(m, diag(1/H_dd)) at a mode m.</summary>
    LaplaceDiagonal,

    /// <summary>The best of the normals along a quasi-Newton search for a mode (Zhang+ 2022).</summary>
    Pathfinder,

    /// <summary>z = g(ε) with a classifier (Mescheder+ 2017).</summary>
    Avb,

    /// <summary>z = g(ε) with a kernel ratio (Shi+ 2018).</summary>
    Kivi,

    /// <summary>z = g(ε) with a denoising autoencoder (Lim+ 2020).</summary>
    Ardae,
}
