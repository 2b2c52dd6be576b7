namespace GenerativeVI;

/// <summary>The objective whose gradients are measured.</summary>
public enum GradientBound
{
    /// <summary>The ELBO.</summary>
    Elbo,

    /// <summary>The importance-weighted bound.</summary>
    ImportanceWeighted,
}
