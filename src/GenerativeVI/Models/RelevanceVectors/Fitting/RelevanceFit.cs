using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Maximizes Σ E log p(t|u) − KL(q ‖ N(0, diag α)) over q, α and the likelihood's parameters by coordinate updates: an update of α, Newton's step for q with its length halved
/// until the bound does not fall, the likelihood's update, pruning. One factorization an iteration unless a step is halved or columns leave.
/// </summary>
/// <remarks>
/// Newton's step in natural parameters, Σ⁻¹ ← diag(1/α) + Φᵀ diag(h) Φ and μ ← μ + Σ (Φᵀ g − μ/α) with slopes g and curvatures h of the rows (Opper &amp; Archambeau 2009;
/// Khan &amp; Lin 2017), is the exact optimum under a Gaussian likelihood and under the Jaakkola–Jordan bound. With draws its length falls as (1 + t/20)^−0.7 instead.
/// </remarks>
internal sealed class RelevanceFit : IDisposable
{
    // Pruned columns leave in groups, since what is left must be factored anew.
    private const int PruneEvery = 10;

    private readonly RelevanceSettings settings;
    private readonly List<double> history = [];
    private RelevanceState state;
    private int iteration, most;
    private bool isFresh = true;

    /// <summary>A fit at its start, q = prior.</summary>
    /// <param name="design">Φ, float64 [N, M]; copied.</param>
    /// <param name="priorVariance">α at the start.</param>
    /// <param name="settings">How.</param>
    public RelevanceFit(Tensor design, double priorVariance, RelevanceSettings settings)
        : this(design.clone(), arange(design.shape[1], device: design.device), design.new_full([design.shape[1]], priorVariance), settings)
    {
    }

    /// <summary>A fit of some columns at its start, q = prior.</summary>
    /// <param name="design">Their Φ, float64 [N, M]; owned from now on.</param>
    /// <param name="columns">Their numbers among all, int64 [M], rising; owned from now on.</param>
    /// <param name="variances">α at the start, [M]; owned from now on.</param>
    /// <param name="settings">How.</param>
    public RelevanceFit(Tensor design, Tensor columns, Tensor variances, RelevanceSettings settings)
    {
        (this.settings, most) = (settings, settings.Iterations);
        state = new RelevanceState(design, columns, variances, WeightPosterior.Prior(design, variances));
        foreach (var tensor in Tensors(state)) tensor.DetachFromDisposeScope();
    }

    public RelevanceState State => state;

    public IReadOnlyList<double> History => history;

    public int Iterations => iteration;

    public bool Converged { get; private set; }

    public double Jitter { get; private set; }

    // α may stand still, fixed ones always do, while q still moves.
    private bool IsLevel => history.Count > 1
        && Math.Abs(history[^1] - history[^2]) <= Math.Max(1e-12, settings.Tolerance * settings.Tolerance) * (1 + Math.Abs(history[^1]));

    private double StochasticStep => Math.Pow(1 + iteration / 20.0, -0.7);

    /// <summary>Iterates to the end.</summary>
    /// <param name="rows">The likelihood.</param>
    /// <param name="givesUp">Looks at the state now and then, and says whether to end here; null to go on to the end.</param>
    /// <param name="cancellation">Looked at before every iteration.</param>
    public void Run(RowLikelihood rows, Func<RelevanceState, bool>? givesUp, CancellationToken cancellation)
    {
        while (iteration < most && !Converged)
        {
            cancellation.ThrowIfCancellationRequested();
            if (iteration > 0 && iteration % PruneEvery == 0 && givesUp?.Invoke(state) == true) return;
            Converged = Step(rows) <= settings.Tolerance && !rows.IsStochastic && IsLevel;
        }
        if (!rows.IsStochastic) Settle(rows);
    }

    /// <summary>One iteration.</summary>
    /// <param name="rows">The likelihood.</param>
    /// <returns>The greatest change of a log α.</returns>
    public double Step(RowLikelihood rows)
    {
        using var scope = NewDisposeScope();
        var posterior = state.Posterior;
        // At the start, and where columns have joined, q is the prior and says nothing about α.
        var variances = isFresh ? state.PriorVariance.clone() : PriorVariances.Next(settings.Update, state.PriorVariance, posterior.Mean, posterior.Variance, posterior.Anchor);
        // A noisy q may move α only as far as a draw may move q.
        if (rows.IsStochastic) variances = state.PriorVariance.log().lerp(variances.log(), StochasticStep).exp();
        var change = isFresh ? double.PositiveInfinity : (variances.log() - state.PriorVariance.log()).abs().max().Number();
        var (next, likelihood) = rows.IsStochastic ? (Stochastic(rows, variances), (double?)null) : Newton(rows, variances);
        rows.Adapt(next.RowMean, next.RowVariance, next.Determined().sum().Number());
        (isFresh, iteration) = (false, iteration + 1);
        Jitter = Math.Max(Jitter, next.Jitter);
        var after = Prune(new RelevanceState(state.Design, state.Columns, variances, next));
        // A likelihood that is no Gaussian one has nothing to adapt, and its value at q is known from the step.
        var isKnown = !rows.IsGaussian && ReferenceEquals(after.Posterior, next);
        history.Add(isKnown && likelihood is { } value ? Objective(rows, value, after) : Objective(rows, after));
        Replace(after);
        return change;
    }

    /// <summary>Lets columns join, with weights whose posterior mean is 0 to begin with.</summary>
    /// <param name="design">Their Φ, [N, K].</param>
    /// <param name="columns">Their numbers among all, int64 [K].</param>
    /// <param name="variances">Their α, [K].</param>
    public void Add(Tensor design, Tensor columns, Tensor variances)
    {
        using var scope = NewDisposeScope();
        var posterior = state.Posterior;
        var (all, order) = cat([state.Columns, columns], 0).sort();
        Tensor Joined(Tensor kept, Tensor added) => cat([kept, added], -1).index_select(-1, order);
        var (phi, alpha) = (Joined(state.Design, design), Joined(state.PriorVariance, variances));
        var wider = WeightPosterior.At(
            phi, settings.Covariance, Joined(posterior.Anchor, variances.reciprocal()), posterior.RowPrecision, Joined(posterior.Mean, zeros_like(variances)), null, 0);
        (Converged, isFresh) = (false, true);
        Replace(new RelevanceState(phi, all, alpha, wider));
    }

    /// <summary>Gives the columns other values, such as those of a kernel that has changed; q(w) keeps its natural
    /// parameters, and so its weights their meaning as far as they can.</summary>
    /// <param name="design">Φ of the columns that are in it, [N, M].</param>
    public void Redesign(Tensor design)
    {
        using var scope = NewDisposeScope();
        var posterior = state.Posterior;
        var same = WeightPosterior.At(
            design, settings.Covariance, posterior.Anchor, posterior.RowPrecision, posterior.Mean, null, 0);
        Replace(state with { Design = design, Posterior = same });
    }

    /// <summary>Lets <see cref="Run"/> go on for some iterations, however many there were.</summary>
    /// <param name="iterations">How many.</param>
    public void Extend(int iterations) => (most, Converged) = (iteration + iterations, false);

    /// <summary>What is maximized.</summary>
    /// <param name="rows">The likelihood.</param>
    /// <param name="at">Where.</param>
    public static double Objective(RowLikelihood rows, RelevanceState at) => Objective(rows, Likelihood(rows, at.Posterior), at);

    private static double Objective(RowLikelihood rows, double likelihood, RelevanceState at) =>
        likelihood + (rows.SeesVariance ? at.Posterior.LogRatio(at.PriorVariance) : LaplaceRatio(at.Posterior, at.PriorVariance));

    /// <summary>The kept weights with their posterior; the caller owns them.</summary>
    /// <param name="hasBias">Whether the last column of the start was the constant.</param>
    /// <param name="total">The columns of the start.</param>
    public RelevanceWeights Weights(bool hasBias, long total)
    {
        using var scope = NewDisposeScope();
        var columns = state.Columns.cpu().data<long>().ToArray();
        var biasStays = hasBias && columns[^1] == total - 1;
        return new RelevanceWeights(
            biasStays ? columns[..^1] : columns, biasStays, Out(state.Posterior.Mean), Out(state.Posterior.Covariance(state.Design, settings.Covariance)), Out(state.PriorVariance));

        static Tensor Out(Tensor tensor) => tensor.clone().DetachFromDisposeScope();
    }

    public void Dispose() => state.Dispose();

    /// <summary>Brings q to its optimum under the last α and noise, so that a Gaussian likelihood's bound is the evidence itself.</summary>
    private void Settle(RowLikelihood rows)
    {
        for (var i = 0; i < 50; i++)
        {
            using var scope = NewDisposeScope();
            var before = history[^1];
            var after = state with { Posterior = Newton(rows, state.PriorVariance).Next };
            history.Add(Objective(rows, after));
            Replace(after);
            if (history[^1] - before <= 1e-9 * (1 + Math.Abs(before))) return;
        }
    }

    // q after a step, and its E log p(t|u).
    private (WeightPosterior Next, double? Likelihood) Newton(RowLikelihood rows, Tensor variances)
    {
        var terms = rows.At(state.Posterior.RowMean, state.Posterior.RowVariance);
        var before = Ascent(rows, terms.Value.sum().Number(), state.Posterior, variances);
        for (var step = 1.0; ; step /= 2)
        {
            var next = Moved(rows, terms, variances, step);
            var likelihood = Likelihood(rows, next);
            var after = Ascent(rows, likelihood, next, variances);
            if (after >= before - 1e-10 * (1 + Math.Abs(before))) return (next, likelihood);
            // At the optimum no step leads up, and rounding decides.
            if (step < 1e-6) return (Moved(rows, terms, variances, 0), null);
            next.Dispose();
        }
    }

    private WeightPosterior Stochastic(RowLikelihood rows, Tensor variances) =>
        Moved(rows, rows.At(state.Posterior.RowMean, state.Posterior.RowVariance), variances, StochasticStep);

    private WeightPosterior Moved(RowLikelihood rows, RowTerms terms, Tensor variances, double step)
    {
        var posterior = state.Posterior;
        var anchor = rows.IsStochastic ? variances.reciprocal() : posterior.Anchor.lerp(variances.reciprocal(), step);
        var rowPrecision = posterior.RowPrecision.lerp(terms.Curvature, step);
        var gradient = state.Design.t().Product(terms.Slope) - posterior.Mean / variances;
        return WeightPosterior.At(state.Design, settings.Covariance, anchor, rowPrecision, posterior.Mean, gradient, step);
    }

    /// <summary>What a step for q must not lower: the bound at fixed α; for the Laplace approximation the log posterior at the mean.</summary>
    private static double Ascent(RowLikelihood rows, double likelihood, WeightPosterior posterior, Tensor variances) => likelihood
        + (rows.SeesVariance ? posterior.LogRatio(variances) : -0.5 * (posterior.Mean.square() / variances).sum().Number());

    private static double Likelihood(RowLikelihood rows, WeightPosterior posterior) => rows.At(posterior.RowMean, posterior.RowVariance).Value.sum().Number();

    /// <summary>log p(w|α) + (M/2) log 2π + ½ log det Σ at the mode.</summary>
    private static double LaplaceRatio(WeightPosterior posterior, Tensor variances) =>
        0.5 * (posterior.LogDeterminant - variances.log().sum().Number() - (posterior.Mean.square() / variances).sum().Number());

    private RelevanceState Prune(RelevanceState at)
    {
        var threshold = settings.PruneThreshold;
        if (threshold == 0 || settings.Update == RelevanceUpdate.Fixed || iteration < 2) return at;
        var stays = PriorVariances.Stays(at.Posterior.Mean, at.Posterior.Variance, at.Posterior.Anchor, threshold);
        var (count, left) = (at.PriorVariance.shape[0], stays.sum().item<long>());
        if (left == count || (left > 0.95 * count && iteration % PruneEvery != 0)) return at;
        var kept = stays.nonzero().squeeze(-1);
        var (design, posterior) = (at.Design.index_select(1, kept), at.Posterior);
        var smaller = WeightPosterior.At(
            design, settings.Covariance, posterior.Anchor.index_select(0, kept), posterior.RowPrecision, posterior.Mean.index_select(0, kept), null, 0);
        return new RelevanceState(design, at.Columns.index_select(0, kept), at.PriorVariance.index_select(0, kept), smaller);
    }

    private void Replace(RelevanceState next)
    {
        var old = state;
        foreach (var tensor in Tensors(next)) tensor.DetachFromDisposeScope();
        state = next;
        // By reference: tensors are equal by their numbers, and one of these may be gone already.
        foreach (var tensor in Tensors(old).Except<Tensor>(Tensors(next), ReferenceEqualityComparer.Instance)) tensor.Dispose();
    }

    private static Tensor[] Tensors(RelevanceState of) =>
        [of.Design, of.Columns, of.PriorVariance, of.Posterior.Mean, of.Posterior.Anchor, of.Posterior.RowPrecision, of.Posterior.Variance, of.Posterior.RowMean, of.Posterior.RowVariance];
}
