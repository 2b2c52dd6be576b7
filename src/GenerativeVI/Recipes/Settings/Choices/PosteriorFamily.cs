namespace GenerativeVI;

/// <summary>The family of q(z|x).</summary>
public enum PosteriorFamily
{
    /// <summary>N(μ(x), diag σ²(x)).</summary>
    Normal,

    /// <summary>A flow of N(μ(x), diag σ²(x)), conditioned on the encoder's features.</summary>
    Flow,

    /// <summary>A point f(x), the code of a plain autoencoder: no density.</summary>
    Point,
}
