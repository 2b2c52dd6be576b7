namespace GenerativeVI.Models;

/// <summary>How the prior variances α are re-estimated from a weight's posterior mean μ and variance s.</summary>
public enum RelevanceUpdate
{
    /// <summary>α ← μ²/γ, γ = 1 − s/α: the fixed points of EM, reached at a geometric rate, without its guarantee that the bound never falls (MacKay 1992; Tipping 2001).</summary>
    MacKay,

    /// <summary>α ← μ² + s, the maximum of the bound over α: it never falls, but weights without use vanish only like 1/t.</summary>
    Em,

    /// <summary>log α ← log α + ½ ((μ² + s)/α − 1), a step along the bound's gradient that never goes beyond the maximum.</summary>
    Gradient,

    /// <summary>α stays as it is: a Gaussian prior and no sparsity.</summary>
    Fixed,
}
