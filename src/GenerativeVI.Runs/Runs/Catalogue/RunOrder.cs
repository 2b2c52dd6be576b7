namespace GenerativeVI;

/// <summary>What a list of runs is sorted by.</summary>
public enum RunOrder
{
    /// <summary>The highest importance-weighted log p(x) first; runs without one last.</summary>
    LogPx,

    /// <summary>The highest ELBO first; runs without one last.</summary>
    Elbo,

    /// <summary>The newest first.</summary>
    Date,

    /// <summary>The folder's name.</summary>
    Name,
}
