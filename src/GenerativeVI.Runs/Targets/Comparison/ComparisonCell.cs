namespace GenerativeVI;

/// <summary>One posterior on one target: what it cost, and what it is worth. What does not exist is null.</summary>
public sealed record ComparisonCell
{
    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>The posterior.</summary>
    public required TargetPosterior Family { get; init; }

    /// <summary>How it ended.</summary>
    public ComparisonOutcome Outcome { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    /// <summary>D.</summary>
    public long? Dimension { get; init; }

    /// <summary>Steps of the fit.</summary>
    public int? Steps { get; init; }

    /// <summary>Seconds of the fit.</summary>
    public double? Seconds { get; init; }

    /// <summary>Gradients of log p̃ that the fit took, one a draw.</summary>
    public long? Gradients { get; init; }

    /// <summary>The most memory that the process held meanwhile, MiB.</summary>
    public double? Memory { get; init; }

    /// <summary>log Z where it is known.</summary>
    public double? LogIntegral { get; init; }

    /// <summary>E_q [log p̃ − log q].</summary>
    public ComparisonBound? Elbo { get; init; }

    /// <summary>log Z from below, by importance weights.</summary>
    public ComparisonBound? Lower { get; init; }

    /// <summary>log Z from above, by draws of reference.</summary>
    public ComparisonBound? Upper { get; init; }

    /// <summary>k̂ of the weights.</summary>
    public double? TailShape { get; init; }

    /// <summary>What the draws were compared with.</summary>
    public string? Reference { get; init; }

    /// <summary>The error of the means, in standard errors.</summary>
    public double? Means { get; init; }

    /// <summary>That of the standard deviations.</summary>
    public double? Deviations { get; init; }

    /// <summary>That of the correlations.</summary>
    public double? Correlations { get; init; }

    /// <summary>The largest distance of a mean, in the reference's standard deviations.</summary>
    public double? WorstMean { get; init; }

    /// <summary>The largest log of a ratio of standard deviations.</summary>
    public double? WorstDeviation { get; init; }

    /// <summary>MMD² to the reference.</summary>
    public double? MeanDiscrepancy { get; init; }

    /// <summary>The sliced Wasserstein distance to the reference.</summary>
    public double? SlicedWasserstein { get; init; }

    /// <summary>The accuracy of a classifier that tells draws from the reference.</summary>
    public double? Classifier { get; init; }

    /// <summary>The kernel Stein discrepancy.</summary>
    public double? SteinDiscrepancy { get; init; }

    /// <summary>Its p-value.</summary>
    public double? SteinPValue { get; init; }

    /// <summary>The largest distance from Stein's identity.</summary>
    public double? SteinIdentity { get; init; }
}
