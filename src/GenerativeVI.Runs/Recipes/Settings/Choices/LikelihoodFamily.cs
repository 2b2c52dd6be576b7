namespace GenerativeVI;

/// <summary>The family of p(x|z).</summary>
public enum LikelihoodFamily
{
    /// <summary>Bits, or grey values in [0, 1] read as their means.</summary>
    Bernoulli,

    /// <summary>Real values with a normal error, whose scale is bounded below.</summary>
    Gaussian,

    /// <summary>Grey values in [0, 1] with a density on them (Loaiza-Ganem &amp; Cunningham 2019).</summary>
    ContinuousBernoulli,

    /// <summary>Grey levels by a mixture of discretized logistics (Salimans+ 2017).</summary>
    LogisticMixture,

    /// <summary>Grey levels, each with a probability of its own.</summary>
    Categorical,
}
