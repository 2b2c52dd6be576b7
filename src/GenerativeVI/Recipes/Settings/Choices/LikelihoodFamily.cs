namespace GenerativeVI;

/// <summary>The family of p(x|z).</summary>
public enum LikelihoodFamily
{
    /// <summary>Bits, or grey values in [0, 1] read as their means.</summary>
    Bernoulli,

    /// <summary>Real values with a normal error, whose scale is bounded below.</summary>
    Gaussian,
}
