using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// The relevance vector machine for numbers: t = Σ_j w_j φ_j(x) + N(0, σ²), w_j ~ N(0, α_j), with every α_j and σ²
/// found by maximizing the evidence log N(t | 0, σ²I + Φ diag(α) Φᵀ), which the bound reaches with a full covariance
/// (Tipping 2001).
/// </summary>
/// <remarks>Float64 throughout. Targets are used as they are: subtract their mean, or keep the bias.</remarks>
public sealed partial class RelevanceRegressor : IDisposable
{
    private readonly RelevanceSettings settings;
    private FittedMachines? fitted;
    private long columns;

    /// <summary>A regressor before its fit.</summary>
    /// <param name="settings">How; the defaults when null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public RelevanceRegressor(RelevanceSettings? settings = null)
    {
        this.settings = settings ?? new RelevanceSettings();
        this.settings.Check();
    }

    /// <summary>
    /// The training rows (without a kernel: the columns) that the weights belong to, rising; the bias is not counted.
    /// </summary>
    public IReadOnlyList<long> Vectors => Fitted.Basis;

    /// <summary>The weights with their posterior.</summary>
    public RelevanceWeights Weights => Fitted.Machines[0].Weights;

    /// <summary>How the fit went.</summary>
    public RelevanceReport Report => Fitted.Report;

    /// <summary>The kernel: the given one, or of the width that a search found.</summary>
    public SimilarityKernel? Kernel => Fitted.Kernel;

    /// <summary>σ², the variance of the noise.</summary>
    public double Noise { get; private set; }

    private FittedMachines Fitted => fitted ?? throw new InvalidOperationException("the regressor is not fitted: call Fit first.");

    /// <summary>Fits the machine, in place of an earlier fit.</summary>
    /// <param name="inputs">x, [N, D], floating point.</param>
    /// <param name="targets">t, [N], floating point.</param>
    /// <param name="random">The stream of candidates and batches; a fit on all rows draws nothing.</param>
    /// <param name="progress">Receives the share of the widths that were tried, where several are.</param>
    /// <param name="cancellation">Ends the fit after an iteration; an earlier fit stays.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or the noise
    /// vanishes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RelevanceReport Fit(Tensor inputs, Tensor targets, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var x = FittedMachines.Inputs(inputs, nameof(inputs));
        Shapes.Require(targets, nameof(targets), x.shape[0]);
        var t = targets.to_type(ScalarType.Float64);
        if (!t.isfinite().all().item<bool>()) throw new ArgumentException("targets: expected finite numbers.", nameof(targets));
        var spread = t.shape[0] > 1 ? t.Variance().Number() : 0;
        var next = new WidthSearch(settings, FitTo, Judged, (held, bar) => Trace(held, bar), random).Best(x, _ => true, progress).InRows();
        fitted?.Dispose();
        (fitted, Noise, columns) = (next, next.Noise, x.shape[1]);
        return next.Report;

        FittedMachines FitTo(RelevanceSettings chosen, Tensor? rows, RandomStream stream, HeldOutTrace? trace) => FitOne(
            rows is null ? x : x.index_select(0, rows), rows is null ? t : t.index_select(0, rows), chosen, spread > 0 ? spread : 1, stream, trace, cancellation);

        // While it grows the noise is what held-out rows say of it: of the fit's own they do not know.
        HeldOutTrace Trace(Tensor held, double bar) => new(x.index_select(0, held), new HeldOutRows(t.index_select(0, held)), bar);

        (double Loss, double Error) Judged(FittedMachines machines, Tensor held)
        {
            var (mean, variance) = machines.Machines[0].Project(x.index_select(0, held));
            var (squares, whole) = ((t.index_select(0, held) - mean).square(), variance + machines.Noise);
            return (((squares / whole + whole.log()).mean().Number() + Math.Log(2 * Math.PI)) / 2, Math.Sqrt(squares.mean().Number()));
        }
    }

    /// <summary>The mean of the target of every row, [N].</summary>
    /// <param name="inputs">x, [N, D].</param>
    public Tensor Predict(Tensor inputs) => PredictProbability(inputs).Mean;

    /// <summary>The predictive normal of every row: mean Φμ, variance ΦΣΦᵀ + σ².</summary>
    /// <param name="inputs">x, [N, D].</param>
    /// <exception cref="ArgumentException">They have other columns than the training rows, or a value is not
    /// finite.</exception>
    /// <returns>Mean and variance, each float64 [N].</returns>
    public (Tensor Mean, Tensor Variance) PredictProbability(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (mean, variance) = Fitted.Machines[0].Project(FittedMachines.Inputs(inputs, nameof(inputs), columns));
        return (mean.MoveToOuterDisposeScope(), (variance + Noise).MoveToOuterDisposeScope());
    }

    /// <summary>Frees the fit.</summary>
    public void Dispose() => fitted?.Dispose();

    private static FittedMachines FitOne(
        Tensor inputs, Tensor targets, RelevanceSettings settings, double spread, RandomStream random, HeldOutTrace? trace, CancellationToken cancellation)
    {
        var noise = settings.InitialNoise ?? spread / 10;
        var update = !settings.LearnNoise ? RelevanceUpdate.Fixed : settings.Update == RelevanceUpdate.MacKay && settings.BatchSize is null ? RelevanceUpdate.MacKay : RelevanceUpdate.Em;
        GaussianRows? whole = null;
        var (machine, report) = new RelevanceTraining(settings, random, cancellation).Fit(inputs, Rows, spread, After, trace);
        return new FittedMachines([machine], report, report.Evidence!.Value, machine.Kernel)
        {
            Noise = whole?.Noise ?? noise,
        };

        RowLikelihood Rows(Tensor? index, bool judging) => index is null
            ? whole ??= new GaussianRows(targets, noise, update)
            : new GaussianRows(targets.index_select(0, index), noise, update);

        // A batch's own estimate of the noise counts as much as its step.
        void After(RowLikelihood rows, Tensor mean, Tensor variance, double step)
        {
            rows.Adapt(mean, variance, 0);
            noise += step * (((GaussianRows)rows).Noise - noise);
        }
    }
}
