namespace GenerativeVI.Gradients;

/// <summary>The mean log-weight of the row's other draws, b_s = (Σ_t ℓ_t − ℓ_s)/(S − 1): it knows the row and needs nothing else (RLOO: Kool+ 2019).</summary>
public sealed class LeaveOneOutBaseline() : Baseline(nameof(LeaveOneOutBaseline))
{
    /// <inheritdoc/>
    public override int LeastSamples => 2;

    /// <inheritdoc/>
    public override Tensor At(LogTerms terms, Tensor signal) => (signal.sum(0L, keepdim: true) - signal) / (signal.shape[0] - 1);
}
