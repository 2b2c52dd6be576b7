using GenerativeVI.Objectives;
using GenerativeVI.Ratios;

namespace GenerativeVI.Training;

/// <summary>Sums over an epoch's rows, kept as one tensor on the device, so that a step on a GPU waits for no number.</summary>
internal sealed class EpochTotals : IDisposable
{
    private readonly Tensor sums;
    private bool hasBound = true;

    public EpochTotals(Device device)
    {
        sums = zeros(3, dtype: ScalarType.Float64, device: device).DetachFromDisposeScope();
    }

    public long Rows { get; private set; }

    public Guarantee Guarantee { get; private set; } = Guarantee.None;

    public void Add(Bound bound, long rows)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // Bound, log-likelihood and log-ratio, each a mean over the batch's rows.
        var distortion = bound.Terms.LogLikelihood.mean();
        hasBound = bound.PerDatum is not null;
        Guarantee = bound.Guarantee;
        var ratio = bound.Terms.LogRatio.Value?.mean() ?? zeros_like(distortion);
        var number = bound.PerDatum?.mean() ?? distortion;
        sums.add_(stack([number, distortion, ratio]).to_type(ScalarType.Float64), rows);
        Rows += rows;
    }

    /// <summary>The means so far: bound and rate null where the objective has no number.</summary>
    public (double? Bound, double Distortion, double? Rate) Means()
    {
        using var scope = NewDisposeScope();
        var values = sums.cpu().data<double>().ToArray();
        return (hasBound ? values[0] / Rows : null, -values[1] / Rows, hasBound ? -values[2] / Rows : null);
    }

    /// <summary>Whether every sum is a finite number; waits for the device.</summary>
    public bool AreFinite()
    {
        using var scope = NewDisposeScope();
        return sums.isfinite().all().item<bool>();
    }

    public void Dispose() => sums.Dispose();
}
