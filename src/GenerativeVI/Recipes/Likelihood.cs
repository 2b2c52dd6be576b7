namespace GenerativeVI;

/// <summary>The family of p(x|z).</summary>
public enum Likelihood
{
    /// <summary>Bits, or grey values in [0, 1] read as their means.</summary>
    Bernoulli,

    /// <summary>Real values with a learned diagonal variance, bounded below.</summary>
    Gaussian,
}
