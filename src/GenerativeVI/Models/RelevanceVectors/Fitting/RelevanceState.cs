namespace GenerativeVI.Models;

/// <summary>Where a fit stands.</summary>
/// <param name="Design">Φ with the columns that are left, [N, M].</param>
/// <param name="Columns">Their numbers in the design of the start, int64 [M].</param>
/// <param name="PriorVariance">α, [M].</param>
/// <param name="Posterior">q(w).</param>
internal sealed record RelevanceState(Tensor Design, Tensor Columns, Tensor PriorVariance, WeightPosterior Posterior) : IDisposable
{
    public void Dispose()
    {
        Design.Dispose();
        Columns.Dispose();
        PriorVariance.Dispose();
        Posterior.Dispose();
    }
}
