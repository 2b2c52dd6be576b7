namespace GenerativeVI.Objectives;

/// <summary>How a mean over pairs of draws is estimated from N draws.</summary>
public enum SteinStatistic
{
    /// <summary>
    /// The U-statistic: the mean over all pairs of two different draws of N, unbiased, and below 0 by chance near the
    /// target.
    /// </summary>
    DistinctPairs,

    /// <summary>
    /// The V-statistic: the mean over all N² pairs, a draw with itself among them, never below 0, and too large by
    /// O(1/N).
    /// </summary>
    AllPairs,

    /// <summary>The mean over the N² pairs of N draws with N others: unbiased, at twice the draws.</summary>
    TwoBatches,
}
