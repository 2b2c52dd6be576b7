using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>What rows that are held out say of a fit while it grows: a search ends one that cannot win.</summary>
/// <param name="Inputs">x of the rows, [H, D].</param>
/// <param name="Rows">Their likelihood.</param>
/// <param name="Bar">The least mean loss that an earlier fit ended with, nats a row; infinite for none.</param>
internal sealed record HeldOutTrace(Tensor Inputs, RowLikelihood Rows, double Bar)
{
    // Sweeps without progress, and by how much the best of them may be behind and still be let go on.
    private const int Patience = 4;
    private const double Margin = 0.02;

    private double least = double.PositiveInfinity;
    private int since;

    /// <summary>The mean loss −E log p at the last look, nats a row.</summary>
    public double Last { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether the fit was ended.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>A look at the state of a fit, which says whether to end it.</summary>
    /// <param name="design">From the rows to Φ of all candidates.</param>
    public Func<RelevanceState, bool> Over(Func<Tensor, Tensor> design)
    {
        var all = design(Inputs);
        return state =>
        {
            using var scope = NewDisposeScope();
            var phi = all.index_select(1, state.Columns);
            var variance = WeightPrecision.Of(state.Design, state.Posterior.Anchor, state.Posterior.RowPrecision).Quadratic(phi);
            Last = -Rows.At(phi.Product(state.Posterior.Mean), variance).Value.mean().Number();
            (least, since) = Last < least - 1e-3 ? (Last, 0) : (least, since + 1);
            return GaveUp = since >= Patience && least > Bar + Margin;
        };
    }
}
