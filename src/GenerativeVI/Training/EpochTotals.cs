using System.Runtime.InteropServices;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>
/// Sums of bound, log-likelihood, log-ratio and the share of clamped ratios over an epoch's rows, kept as one tensor on
/// the device, so that a step on a GPU never waits for one.
/// </summary>
internal sealed class EpochTotals : IDisposable
{
    private const int Terms = 4;

    private readonly Tensor sums;
    private bool hasBound = true, hasParts = true, clamps;
    private long rows;

    public EpochTotals(Device device, EpochState? state)
    {
        sums = tensor(state is null ? new double[Terms] : [.. state.Sums, .. new double[Terms - state.Sums.Count]], dtype: ScalarType.Float64, device: device).DetachFromDisposeScope();
        if (state is not null) (rows, hasBound, Guarantee) = (state.Rows, state.HasBound, state.Guarantee);
    }

    public long Rows => rows;

    public Guarantee Guarantee { get; private set; } = Guarantee.None;

    public void Add(Bound bound, long count)
    {
        (hasBound, Guarantee) = (bound.PerDatum is not null, bound.Guarantee);
        hasParts &= bound.Terms is not null;
        Add(0, bound.PerDatum ?? bound.Terms?.LogLikelihood ?? bound.Surrogate.detach(), count);
        if (bound.Terms is { } terms) Add(1, terms.LogLikelihood, count);
        if (bound.Terms?.LogRatio.Value is { } ratio) Add(2, ratio, count);
        clamps = bound.Terms?.LogRatio.Clamped is not null;
        if (bound.Terms?.LogRatio.Clamped is { } clamped) Add(3, clamped.to_type(ScalarType.Float64), count);
        rows += count;
    }

    /// <summary>Adds what another has of the same objective.</summary>
    public void Add(EpochTotals part)
    {
        (hasBound, Guarantee, clamps) = (part.hasBound, part.Guarantee, part.clamps);
        hasParts &= part.hasParts;
        sums.add_(part.sums);
        rows += part.rows;
    }

    /// <summary>The sums over the rows of all ranks.</summary>
    public EpochTotals OfAll(Communicator communicator)
    {
        double[] numbers = [.. Values(), rows];
        communicator.Sum(numbers);
        var all = new EpochTotals(CPU, null)
        {
            hasBound = hasBound, hasParts = hasParts, clamps = clamps, Guarantee = Guarantee,
                rows = (long)numbers[Terms] };
        numbers.AsSpan(0, Terms).CopyTo(MemoryMarshal.Cast<byte, double>(all.sums.bytes));
        return all;
    }

    /// <summary>Adds the mean of a term over the batch's rows and draws, times the number of rows.</summary>
    private void Add(int place, Tensor term, long count)
    {
        if (FloatSpans.Fits(term))
        {
            MemoryMarshal.Cast<byte, double>(sums.bytes)[place] += FloatSpans.Sum(term) / term.NumberOfElements * count;
            return;
        }
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        sums.narrow(0, place, 1).add_(term.mean().to_type(ScalarType.Float64), count);
    }

    /// <summary>The means so far: bound and rate null where the objective has no number.</summary>
    public (double? Bound, double Distortion, double? Rate) Means()
    {
        var values = Values();
        return (hasBound ? values[0] / rows : null, hasParts ? (0 - values[1]) / rows : double.NaN, hasBound && hasParts ? (0 - values[2]) / rows : null);
    }

    /// <summary>The mean share of ratios that were clamped; null where none may be.</summary>
    public double? Clamped => clamps ? Values()[3] / rows : null;

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
