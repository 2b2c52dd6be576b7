using GenerativeVI.Objectives;
using GenerativeVI.Ratios;

namespace GenerativeVI.Training;

/// <summary>Sums over an epoch's rows, kept as one tensor on the device, so that a step on a GPU waits for no number.</summary>
internal sealed class EpochTotals : IDisposable
{
    private readonly Tensor sums;
    private bool hasBound = true;
    private long rows;

    public EpochTotals(Device device, EpochState? state)
    {
        sums = tensor(state is null ? [0, 0, 0] : state.Sums.ToArray(), dtype: ScalarType.Float64, device: device).DetachFromDisposeScope();
        if (state is not null) (rows, hasBound, Guarantee) = (state.Rows, state.HasBound, state.Guarantee);
    }

    public long Rows => rows;

    public Guarantee Guarantee { get; private set; } = Guarantee.None;

    public void Add(Bound bound, long count)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // Bound, log-likelihood and log-ratio, each a mean over the batch's rows.
        var likelihood = bound.Terms.LogLikelihood.mean();
        (hasBound, Guarantee) = (bound.PerDatum is not null, bound.Guarantee);
        var ratio = bound.Terms.LogRatio.Value?.mean() ?? zeros_like(likelihood);
        var number = bound.PerDatum?.mean() ?? likelihood;
        sums.add_(stack([number, likelihood, ratio]).to_type(ScalarType.Float64), count);
        rows += count;
    }

    /// <summary>The means so far: bound and rate null where the objective has no number.</summary>
    public (double? Bound, double Distortion, double? Rate) Means()
    {
        var values = Values();
        return (hasBound ? values[0] / rows : null, -values[1] / rows, hasBound ? -values[2] / rows : null);
    }

    /// <summary>Whether every sum is a finite number; waits for the device.</summary>
    public bool AreFinite() => Values().All(double.IsFinite);

    public EpochState State(double seconds) => new(rows, Values(), hasBound, Guarantee, seconds);

    public void Dispose() => sums.Dispose();

    private double[] Values()
    {
        using var scope = NewDisposeScope();
        return sums.cpu().data<double>().ToArray();
    }
}
