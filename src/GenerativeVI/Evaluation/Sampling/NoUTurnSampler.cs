using GenerativeVI.Targets;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The No-U-Turn sampler (Hoffman &amp; Gelman 2014) as a reference for other methods: trajectories double until they
/// turn back on
/// themselves, and a point is drawn from all of theirs by its weight (Betancourt 2017, appendix A.3); in a warm-up the
/// step size is
/// adapted by dual averaging and the metric by the covariance of windows that double in length.
/// </summary>
/// <remarks>
/// Chains are independent and may be at any point of their own trajectories; the gradients that they wait for are
/// computed
/// together, one pass a step for all of them.
/// </remarks>
/// <param name="logDensity">log p̃, from [..., D] to [...], differentiable on all of ℝᴰ.</param>
/// <param name="dimension">D ≥ 1.</param>
/// <param name="settings">How; the usual ones when null.</param>
public sealed class NoUTurnSampler(Func<Tensor, Tensor> logDensity, long dimension, NoUTurnSettings? settings = null)
{
    private readonly NoUTurnSettings settings = settings ?? new NoUTurnSettings();

    /// <summary>Runs the chains.</summary>
    /// <param name="random">The stream of starts and moves.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Ends it; nothing is kept.</param>
    /// <returns>The draws; the caller owns them.</returns>
    /// <exception cref="ArgumentException">A setting is out of range, or log p̃ is finite at none of a hundred
    /// starts.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public NoUTurnDraws Run(RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation =
        default)
    {
        settings.Check();
        if (dimension < 1) throw new ArgumentException($"dimension: expected at least 1, got {dimension}.");
        var chains = Enumerable.Range(1, settings.Chains)
            .Select(number => new NoUTurnChain((int)dimension, settings,
                random.Split(FormattableString.Invariant($"chain {number}")))).ToArray();
        var walks = chains.Select(chain => chain.Walk().GetEnumerator()).ToArray();
        var active = Enumerable.Range(0, chains.Length).Where(i => walks[i].MoveNext()).ToList();
        var (gradients, told) = (0L, 0);
        while (active.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Look([.. active.Select(i => chains[i])]);
            gradients += active.Count;
            active.RemoveAll(i => !walks[i].MoveNext());
            var done = chains.Sum(chain => chain.Moves);
            if (done * 100L / (chains.Length * (settings.WarmUp + settings.Draws)) is var share && share > told)
                progress?.Report((told = (int)share) / 100.0);
        }
        return Gathered(chains, gradients);
    }

    // Every chain's log-density and gradient where it stands.
    private void Look(NoUTurnChain[] chains)
    {
        using var scope = NewDisposeScope();
        var places = new double[chains.Length * dimension];
        for (var i = 0; i < chains.Length; i++) chains[i].Place.CopyTo(places, i * dimension);
        var (logs, slopes) = Score.At(logDensity, tensor(places, [chains.Length, dimension],
            dtype: ScalarType.Float64));
        var (heights, gradient) = (logs.to_type(ScalarType.Float64).cpu().data<double>().ToArray(),
            slopes.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray());
        for (var i = 0; i < chains.Length; i++)
        {
            chains[i].LogDensity = heights[i];
            Array.Copy(gradient, i * dimension, chains[i].Gradient, 0, dimension);
        }
    }

    private NoUTurnDraws Gathered(NoUTurnChain[] chains, long gradients)
    {
        using var scope = NewDisposeScope();
        var each = chains.Select(chain => tensor(chain.Kept, [settings.Draws, dimension], dtype: ScalarType.Float64))
            .ToArray();
        var value = stack(each, 1); // [N, M, D]
        return new NoUTurnDraws(
            value.MoveToOuterDisposeScope(), ChainDiagnostics.Of(value), [.. chains.Select(chain => chain.StepSize)],
                [.. chains.Select(chain => chain.MeanAcceptance)],
            chains.Sum(chain => chain.Divergences), gradients);
    }
}
