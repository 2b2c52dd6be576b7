using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>What rows that are held out say of a fit while it grows: a search ends one that cannot win.</summary>
/// <param name="Inputs">x of the rows, [H, D].</param>
/// <param name="Rows">Their likelihood.</param>
/// <param name="Bar">The least mean loss that an earlier fit ended with, nats a row; infinite for none.</param>
internal sealed record HeldOutTrace(Tensor Inputs, RowLikelihood Rows, double Bar)
{
    // Sweeps without progress, and by how much the best of them may be behind and still be let go on.
    private const int Patience = 4, RoundsInVain = 6;
    private const double Margin = 0.02;

    private readonly List<double[]> losses = [];
    private double least = double.PositiveInfinity;
    private int since;

    /// <summary>Whether an ascent is watched to its end, whatever it gains.</summary>
    public bool IsPatient { get; init; }

    /// <summary>The mean loss −E log p at the last look, nats a row.</summary>
    public double Last { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether the fit was ended.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The loss −E log p of every row at each look after a round, nats.</summary>
    public IReadOnlyList<double[]> Losses => losses;

    /// <summary>A look after a round of an ascent.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="design">Φ of the rows held out, with the columns of that state, [H, M].</param>
    /// <returns>Whether several rounds in a row have gained nothing.</returns>
    public bool Look(RelevanceState state, Tensor design)
    {
        using var scope = NewDisposeScope();
        losses.Add(Loss(state, design).cpu().data<double>().ToArray());
        Last = losses[^1].Average();
        (least, since) = Last < least - 1e-3 ? (Last, 0) : (least, since + 1);
        return !IsPatient && since >= RoundsInVain;
    }

    /// <summary>A look at the state of a fit, which says whether to end it.</summary>
    /// <param name="design">From the rows to Φ of all candidates.</param>
    public Func<RelevanceState, bool> Over(Func<Tensor, Tensor> design)
    {
        var all = design(Inputs);
        return state =>
        {
            using var scope = NewDisposeScope();
            Last = Loss(state, all.index_select(1, state.Columns)).mean().Number();
            (least, since) = Last < least - 1e-3 ? (Last, 0) : (least, since + 1);
            return GaveUp = since >= Patience && least > Bar + Margin;
        };
    }

    private Tensor Loss(RelevanceState state, Tensor design)
    {
        var precision = WeightPrecision.Of(state.Design, state.Posterior.Anchor, state.Posterior.RowPrecision);
        return Rows.At(design.Product(state.Posterior.Mean), precision.Quadratic(design)).Value.neg();
    }
}
