using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>
/// A bound on the mean log p(x) of some rows, and a limit that holds for these rows with a stated confidence and no further assumption. For unbiased estimates Ẑ_i of p(x_i) with independent noise,
/// Markov's inequality for their product gives P(mean log Ẑ &gt; mean log p + c) ≤ e^(−Nc), so that mean log Ẑ − log(1/α)/N is below mean log p(x) with probability at least 1 − α. The same holds above for
/// unbiased estimates of 1/p(x_i).
/// </summary>
/// <param name="Method">How it was found, in a few words.</param>
/// <param name="Estimate">The bound, with its standard error over rows.</param>
/// <param name="Limit">The limit; infinite where the weights are not known to be unbiased.</param>
/// <param name="Confidence">1 − α, the probability with which the limit holds, over the draws; the rows are given.</param>
public sealed record CertifiedBound(string Method, Estimate Estimate, double Limit, double Confidence)
{
    /// <summary>The bound of importance weights.</summary>
    /// <param name="method">How it was found, in a few words.</param>
    /// <param name="rows">The weights.</param>
    /// <param name="confidence">1 − α in (0, 1).</param>
    public static CertifiedBound Of(string method, WeightedRows rows, double confidence = 0.95) =>
        Of(method, rows.Bounds.LogLikelihood, confidence, rows.Standing.Guarantee is Guarantee.Exact or Guarantee.Unbiased);

    /// <summary>The bound of an annealing.</summary>
    /// <param name="method">How it was found, in a few words.</param>
    /// <param name="rows">The weights.</param>
    /// <param name="confidence">1 − α in (0, 1).</param>
    public static CertifiedBound Of(string method, AnnealedRows rows, double confidence = 0.95) => Of(method, rows.Estimate, confidence, true);

    private static CertifiedBound Of(string method, Estimate estimate, double confidence, bool isUnbiased)
    {
        if (!(confidence is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), $"confidence: expected between 0 and 1, got {confidence}.");
        var slack = isUnbiased ? -Math.Log(1 - confidence) / estimate.Count : double.PositiveInfinity;
        return new CertifiedBound(method, estimate, estimate.Guarantee == Guarantee.Upper ? estimate.Value + slack : estimate.Value - slack, confidence);
    }
}
