namespace GenerativeVI;

/// <summary>What is maximized.</summary>
public enum ObjectiveKind
{
    /// <summary>The evidence lower bound.</summary>
    Elbo,

    /// <summary>log p(x|f(x)) of a plain autoencoder: no bound on log p(x).</summary>
    Reconstruction,
}
