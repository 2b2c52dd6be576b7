namespace GenerativeVI;

/// <summary>
/// A classifier by sparse variational dropout: every weight has a posterior N(θ, σ²) under a log-uniform prior, and those whose noise drowns them, α = σ²/θ², are cut (Molchanov+ 2017).
/// The defaults are the published protocol's, with its times as shares of the run.
/// </summary>
public sealed record ClassifierSettings
{
    /// <summary>The network.</summary>
    public ClassifierNetwork Network { get; init; } = ClassifierNetwork.FullyConnected;

    /// <summary>Whether the weights have posteriors; if not, the same network is trained by maximum likelihood.</summary>
    public bool Sparse { get; init; } = true;

    /// <summary>log σ² of every weight at the start.</summary>
    public double InitialLogVariance { get; init; } = -10;

    /// <summary>The KL takes log α within ± this, above 0.</summary>
    public double AlphaLimit { get; init; } = 8;

    /// <summary>The greatest log α of a weight that stays.</summary>
    public double Threshold { get; init; } = 3;

    /// <summary>The share of the run, 0 … 1, after which the KL has its full weight; it has none for a quarter of that. 0.1 is epochs 5 and 20 of 200.</summary>
    public double WarmUpShare { get; init; } = 0.1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require.Above0("alpha limit", AlphaLimit);
        Require.Finite("log variance", InitialLogVariance);
        Require.Finite("threshold", Threshold);
        if (WarmUpShare is not (>= 0 and <= 1)) throw new ArgumentException($"warm-up share: expected 0 to 1, got {WarmUpShare}.");
    }
}
