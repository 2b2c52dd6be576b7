using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// The fast marginal likelihood maximization of Tipping &amp; Faul (2003), a few basis functions at a time and under any likelihood of rows. Given the rows' curvatures H and slopes g at q, a column φ outside the
/// basis has S = φᵀHφ − φᵀHΦΣΦᵀHφ and Q = φᵀg; its best α is (Q² − S)/S² where that is above 0, and the evidence then gains ½ (Q²/S − 1 − log Q²/S).
/// </summary>
/// <remarks>Between two sweeps over the candidates, each of N C M operations for C of them, the basis takes a few iterations of <see cref="RelevanceFit"/>, which prunes what has lost its use.</remarks>
internal static class SequentialFit
{
    // Iterations between two sweeps; the columns that join at a sweep, as a share of those that are there and at least; the least gain, nats; how alike columns of one sweep may be; how often one may join.
    private const int IterationsASweep = 5, LeastJoining = 4, LookedAt = 256, MostReturns = 3;
    private const double ShareJoining = 0.25, LeastGain = 1e-2, MostAlike = 0.7;

    /// <summary>The fit of a basis grown from its bias, or from its best column; the caller owns it.</summary>
    /// <param name="design">Φ of all candidates, float64 [N, C], the bias last where there is one.</param>
    /// <param name="hasBias">Whether there is one.</param>
    /// <param name="variance">The bias' α at the start.</param>
    /// <param name="settings">How.</param>
    /// <param name="rows">The likelihood.</param>
    /// <param name="givesUp">Looks at the state before every sweep, and says whether to end here; null to go on to the end.</param>
    /// <param name="cancellation">Looked at before every iteration.</param>
    public static RelevanceFit Run(
        Tensor design, bool hasBias, double variance, RelevanceSettings settings, RowLikelihood rows, Func<RelevanceState, bool>? givesUp, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var returns = new Dictionary<long, int>();
        var (first, alpha) = hasBias ? (tensor(new[] { design.shape[1] - 1 }, device: design.device), design.new_full([1], variance)) : Best(design, null, rows, returns);
        // Nothing gains anything: one column stays, as pruning leaves one.
        if (first.shape[0] == 0) (first, alpha) = (tensor(new[] { 0L }, device: design.device), design.new_full([1], variance));
        var fit = new RelevanceFit(design.index_select(1, first), first.clone(), alpha.clone(), settings);
        try
        {
            while (true)
            {
                for (var i = 0; i < IterationsASweep && fit.Iterations < settings.Iterations; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (fit.Step(rows) <= settings.Tolerance) break;
                }
                if (givesUp?.Invoke(fit.State) == true) return fit;
                if (Grows()) continue;
                fit.Run(rows, null, cancellation);
                // The last iterations may have made room for others.
                if (fit.Iterations >= settings.Iterations || !Grows()) return fit;
            }
        }
        catch
        {
            fit.Dispose();
            throw;
        }

        bool Grows() => fit.Iterations < settings.Iterations && Grow(fit, design, rows, returns);
    }

    /// <summary>A sweep: the candidates that gain most join.</summary>
    /// <param name="fit">What they join.</param>
    /// <param name="design">Φ of all candidates, [N, C].</param>
    /// <param name="rows">The likelihood.</param>
    /// <param name="returns">How often each has joined, counted on.</param>
    /// <returns>Whether any did.</returns>
    public static bool Grow(RelevanceFit fit, Tensor design, RowLikelihood rows, Dictionary<long, int> returns)
    {
        using var sweep = NewDisposeScope();
        var (joining, variances) = Best(design, fit.State, rows, returns);
        if (joining.shape[0] == 0) return false;
        fit.Add(design.index_select(1, joining), joining, variances);
        return true;
    }

    // The candidates that join, with their α: the best, and after it those that gain most and are not like one that joins already.
    private static (Tensor Columns, Tensor Variances) Best(Tensor design, RelevanceState? state, RowLikelihood rows, Dictionary<long, int> returns)
    {
        var nothing = state is null ? design.new_zeros(design.shape[0]) : null;
        var terms = rows.At(state?.Posterior.RowMean ?? nothing!, state?.Posterior.RowVariance ?? nothing!);
        var h = (state?.Posterior.RowPrecision ?? terms.Curvature).clamp_min(0);
        var sparsity = design.square().t().Product(h); // [C]
        if (state is not null)
        {
            var across = (state.Design * h.unsqueeze(-1)).t().Product(design); // [M, C]
            sparsity = sparsity - WeightPrecision.Of(state.Design, state.Posterior.Anchor, h).Quadratic(across.t());
        }
        // What is left of a column within the span of the basis is rounding.
        sparsity = sparsity.clamp_min(double.Epsilon);
        var quality = design.t().Product(terms.Slope).square();
        var ratio = quality / sparsity;
        var gain = where(ratio > 1, (ratio - 1 - ratio.log()) / 2, zeros_like(ratio));
        gain = where(sparsity > 1e-10 * design.square().t().Product(h), gain, zeros_like(gain));
        if (state is not null) gain.index_fill_(0, state.Columns, 0);
        var (gains, order) = gain.topk((int)Math.Min(LookedAt, gain.shape[0]));
        var (most, places) = (gains.cpu().data<double>().ToArray(), order.cpu().data<long>().ToArray());
        var unit = design.index_select(1, order) * h.sqrt().unsqueeze(-1);
        unit = unit / unit.square().sum(dim: 0).sqrt().clamp_min(double.Epsilon);
        var alike = unit.t().Product(unit).abs().cpu().contiguous().data<double>().ToArray();
        var (wanted, joining) = (Math.Max(LeastJoining, (int)(ShareJoining * (state?.Columns.shape[0] ?? 0))), new List<int>());
        for (var i = 0; i < places.Length && joining.Count < wanted && most[i] > LeastGain; i++)
        {
            if (returns.GetValueOrDefault(places[i]) >= MostReturns || joining.Any(other => alike[i * places.Length + other] > MostAlike)) continue;
            returns[places[i]] = returns.GetValueOrDefault(places[i]) + 1;
            joining.Add(i);
        }
        var columns = tensor(joining.Select(i => places[i]).ToArray(), dtype: ScalarType.Int64, device: design.device);
        var s = sparsity.index_select(0, columns);
        return (columns, (quality.index_select(0, columns) - s) / s.square());
    }
}
