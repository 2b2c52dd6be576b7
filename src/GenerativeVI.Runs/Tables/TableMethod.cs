namespace GenerativeVI;

/// <summary>What is fitted to a table.</summary>
public enum TableMethod
{
    /// <summary>A relevance vector machine.</summary>
    Rvm,

    /// <summary>A Bayesian network.</summary>
    Bnn,
}
