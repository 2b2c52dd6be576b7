namespace GenerativeVI.Ratios;

/// <summary>What one entry of a log-ratio belongs to. Only entries of single draws may enter a log-mean-exp over draws.</summary>
public enum Weighting
{
    /// <summary>One entry a draw: an importance weight can be made of it.</summary>
    PerDraw,

    /// <summary>The expectation over the draws, such as a closed-form KL.</summary>
    Integrated,

    /// <summary>One value for the whole data set, such as the KL of shared weights.</summary>
    Shared,
}
