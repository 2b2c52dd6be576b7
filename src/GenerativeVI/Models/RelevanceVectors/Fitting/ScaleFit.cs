using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A fit whose kernel has a scale for every input, each moved up the slope of the bound 𝓛 that the weights' posterior
/// and prior variances climb too (Tipping 2001): ∂𝓛/∂φ_n = g_n μ − h_n Σφ_n with the slopes g and curvatures h of the
/// rows, and ∂φ/∂ log s_d by the kernel.
/// </summary>
/// <remarks>
/// Slopes of the scales differ by orders of magnitude and change as basis functions join. So each scale has a step of
/// its own that grows while the sign of its slope stays and shrinks where it turns (Riedmiller &amp; Braun 1993).
/// </remarks>
internal sealed class ScaleFit : IDisposable
{
    /// <summary>Rounds after which an ascent ends in any case.</summary>
    public const int MostRounds = 40;

    // Moves of the scales in a round, and iterations of the weights alone once functions have joined.
    private const int Moves = 15, Rests = 8, MostGrowth = 500, MostSettling = 200;

    // Steps in log s; the exponent's root below which an input has no effect; the same where all rows are strangers.
    private const double FirstStep = 0.025, LeastStep = 1e-4, MostStep = 0.15, NoEffect = 0.03, Strange = 1e3;

    // A round that gains less, nats, is the last.
    private const double LeastGain = 0.02;

    private readonly Tensor inputs, vectors, spread;
    private readonly RelevanceSettings settings;
    private readonly RowLikelihood rows;
    private readonly CancellationToken cancellation;
    private Tensor scales, steps, signs;

    private ScaleFit(
        Tensor inputs, Tensor vectors, RelevanceSettings settings, RowLikelihood rows, CancellationToken cancellation)
    {
        (this.inputs, this.vectors, this.settings, this.rows, this.cancellation) =
            (inputs, vectors, settings, rows, cancellation);
        spread = inputs.amax([0L]) - inputs.amin([0L]);
        scales = Start(settings.Kernel!, inputs);
        (steps, signs) = (full_like(scales, FirstStep), zeros_like(scales));
    }

    private ArdKernel Kernel => new(scales.cpu().data<double>().ToArray());

    /// <summary>The fit, which the caller owns, and the kernel that it ended with.</summary>
    /// <param name="inputs">x, float64 [N, D].</param>
    /// <param name="vectors">The candidates, [C, D].</param>
    /// <param name="variance">The bias' α at the start.</param>
    /// <param name="settings">How, with rounds and with the kernel to begin at.</param>
    /// <param name="rows">The likelihood.</param>
    /// <param name="trace">Rows that are held out and looked at after every round; null for none.</param>
    /// <param name="cancellation">Looked at before every iteration.</param>
    public static (RelevanceFit Fit, ArdKernel Kernel) Run(
        Tensor inputs, Tensor vectors, double variance, RelevanceSettings settings, RowLikelihood rows,
        HeldOutTrace? trace, CancellationToken cancellation)
    {
        using var own = new ScaleFit(inputs, vectors, settings, rows, cancellation);
        var shared = settings with { Iterations = Math.Min(settings.Iterations, MostGrowth) };
        var design = own.Design(inputs, vectors);
        var fit = SequentialFit.Run(design, settings.Bias, variance, shared, rows, null, cancellation);
        try
        {
            own.Climb(fit, trace);
            fit.Extend(MostSettling);
            fit.Run(rows, null, cancellation);
            if (trace is { IsPatient: true }) trace.Look(fit.State, own.Columns(fit, trace.Inputs));
            return (fit, own.Kernel);
        }
        catch
        {
            fit.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of what it made; inputs and candidates are the caller's.</summary>
    public void Dispose()
    {
        foreach (var own in (Tensor[])[spread, scales, steps, signs]) own.Dispose();
    }

    /// <summary>∂𝓛/∂ log s, [D], at fixed α and noise; at its best q also that of the evidence.</summary>
    /// <param name="kernel">The kernel of the columns.</param>
    /// <param name="inputs">x, [N, D].</param>
    /// <param name="vectors">All candidates, [C, D].</param>
    /// <param name="state">Where.</param>
    /// <param name="rows">The likelihood.</param>
    /// <param name="family">The posterior's family.</param>
    public static Tensor Slope(
        ArdKernel kernel, Tensor inputs, Tensor vectors, RelevanceState state, RowLikelihood rows,
        PosteriorCovariance family)
    {
        var active = Active(state, vectors);
        var posterior = state.Posterior;
        var terms = rows.At(posterior.RowMean, posterior.RowVariance);
        var across = state.Design.Product(posterior.Covariance(state.Design, family));
        var byDesign = terms.Slope.unsqueeze(-1) * posterior.Mean - terms.Curvature.unsqueeze(-1) * across;
        var weights = (byDesign * state.Design).narrow(1, 0, active.shape[0]);
        return kernel.Slope(inputs, active, weights);
    }

    private void Climb(RelevanceFit fit, HeldOutTrace? trace)
    {
        var before = fit.History[^1];
        trace?.Look(fit.State, Columns(fit, trace.Inputs));
        for (var round = 1; round <= settings.ScaleRounds; round++)
        {
            for (var i = 0; i < Moves; i++) Move(fit);
            using (NewDisposeScope())
            {
                SequentialFit.Grow(fit, Design(inputs, vectors), rows, new Dictionary<long, int>());
            }
            for (var i = 0; i < Rests; i++) Step(fit);
            if (trace?.Look(fit.State, Columns(fit, trace.Inputs)) == true) return;
            if (trace is null or { IsPatient: true } && fit.History[^1] - before < LeastGain && round > 1) return;
            before = fit.History[^1];
        }
    }

    private void Move(RelevanceFit fit)
    {
        using var scope = NewDisposeScope();
        var now = Slope(Kernel, inputs, vectors, fit.State, rows, settings.Covariance).sign();
        var agree = now * signs;
        var (grown, halved) = (steps * 1.2, steps / 2);
        steps = Replaced(steps, where(agree > 0, grown, where(agree < 0, halved, steps)).clamp(LeastStep, MostStep));
        signs = Replaced(signs, now.clone());
        var moved = scales * (now * steps).exp();
        moved = where(moved * spread < NoEffect, zeros_like(moved), minimum(moved, spread.reciprocal() * Strange));
        scales = Replaced(scales, moved);
        fit.Redesign(Columns(fit, inputs));
        Step(fit);
    }

    private void Step(RelevanceFit fit)
    {
        cancellation.ThrowIfCancellationRequested();
        fit.Step(rows);
    }

    private static Tensor Replaced(Tensor old, Tensor next)
    {
        old.Dispose();
        return next.MoveToOuterDisposeScope();
    }

    // Φ of some rows with all candidates, and with those that are in the fit.
    private Tensor Design(Tensor of, Tensor with) => BasisColumns.Design(of, Kernel, with, null, settings.Bias);

    private Tensor Columns(RelevanceFit fit, Tensor of)
    {
        var active = Active(fit.State, vectors);
        return BasisColumns.Design(of, Kernel, active, null, active.shape[0] < fit.State.Columns.shape[0]);
    }

    // The candidates among the columns; behind them the bias may stand.
    private static Tensor Active(RelevanceState state, Tensor vectors) =>
        vectors.index_select(0, state.Columns.masked_select(state.Columns < vectors.shape[0]));

    private static Tensor Start(SimilarityKernel kernel, Tensor inputs) => kernel switch
    {
        RbfKernel { Width: var width } => inputs.new_full([inputs.shape[1]], 1 / width),
        ArdKernel { Scales: var given } => tensor(given.ToArray(), dtype: ScalarType.Float64, device: inputs.device),
        _ => throw new ArgumentException("scales: only an RBF kernel has any; take one, or leave them shared."),
    };
}
