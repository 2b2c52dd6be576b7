using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// The fit of <see cref="RelevanceFit"/> by minibatches: natural-gradient steps of length ρ_t = (1 + t/20)^−0.7, with
/// the precision that the data add kept as a running [M, M] matrix. An iteration costs B M² + M³ and memory B M + M²,
/// whatever N is (Hoffman+ 2013; Khan &amp; Lin 2017).
/// </summary>
/// <remarks>
/// Of fewer rows than there are weights q would learn by heart, and α would keep it. So ρ_t is such that at least R =
/// min(N, 10 M) rows are remembered; until as many have been seen, a batch stands for those seen and not for N, and α
/// waits.
/// </remarks>
internal sealed class MinibatchFit
{
    private const int PruneEvery = 20, RowsAWeight = 10;

    private readonly RelevanceSettings settings;
    private readonly Func<Tensor, Tensor, Tensor> design;
    private readonly long count;
    private readonly RandomStream random;

    /// <summary>A fit.</summary>
    /// <param name="design">From row numbers [B] and column numbers [M] to Φ, [B, M].</param>
    /// <param name="count">N.</param>
    /// <param name="settings">How.</param>
    /// <param name="random">The stream of the batches.</param>
    public MinibatchFit(Func<Tensor, Tensor, Tensor> design, long count, RelevanceSettings settings, RandomStream random) =>
        (this.design, this.count, this.settings, this.random) = (design, count, settings, random);

    /// <summary>Runs all iterations.</summary>
    /// <param name="columns">M, the columns at the start.</param>
    /// <param name="hasBias">Whether the last of them is the constant.</param>
    /// <param name="priorVariance">α at the start.</param>
    /// <param name="rowsOf">The likelihood of a batch.</param>
    /// <param name="after">Receives m, v, the likelihood of a batch and the length of the step, after the step.</param>
    /// <param name="cancellation">Looked at before every iteration.</param>
    /// <returns>
    /// The weights, −KL of them to their prior, one estimate of the bound an iteration, and the jitter needed.
    /// </returns>
    public (RelevanceWeights Weights, double LogRatio, double[] History, double Jitter) Run(
        long columns, bool hasBias, double priorVariance, Func<Tensor, RowLikelihood> rowsOf, Action<RowLikelihood, Tensor, Tensor, double>? after = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var kept = arange(columns, device: random.Device);
        var (mean, data) = (zeros(columns, dtype: ScalarType.Float64, device: random.Device), zeros(columns, columns, dtype: ScalarType.Float64, device: random.Device));
        var prior = mean.new_full([columns], priorVariance);
        var covariance = prior.diag();
        var history = new double[settings.Iterations];
        var (jitter, ratio, batch) = (0.0, 0.0, Math.Min(settings.BatchSize!.Value, count));
        var remembered = Math.Min(count, RowsAWeight * columns);
        for (var t = 0; t < settings.Iterations; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var seen = (t + 1) * batch;
            var length = Math.Max(1.0 / (t + 1), Math.Min(Math.Pow(1 + t / 20.0, -0.7), (double)batch / remembered));
            var index = random.Permutation(count).narrow(0, 0, batch);
            var (phi, rows) = (design(index, kept), rowsOf(index));
            var (rowMean, rowVariance) = (phi.Product(mean), (phi.Product(covariance) * phi).sum(-1));
            var terms = rows.At(rowMean, rowVariance);
            // How many rows this batch, and the mean over those before it, stands for.
            var weight = (double)(seen < remembered ? seen : count);
            var scale = weight / batch;
            if (t > 0 && seen > remembered)
            {
                var best = PriorVariances.Next(settings.Update, prior, mean, covariance.diagonal(), prior.reciprocal());
                prior = prior.log().lerp(best.log(), length).exp();
            }
            data = data.lerp(phi.t().Product(phi * terms.Curvature.unsqueeze(-1)) / batch, length);
            var root = prior.reciprocal().sqrt();
            var precision = WeightPrecision.Of(data * weight / root / root.unsqueeze(-1), root);
            mean = mean + length * precision.Solve(phi.t().Product(terms.Slope) * scale - mean / prior);
            covariance = settings.Covariance == PosteriorCovariance.Full ? precision.Inverse() : (prior.reciprocal() + data.diagonal() * weight).reciprocal().diag();
            jitter = Math.Max(jitter, precision.Jitter);
            var logDeterminant = settings.Covariance == PosteriorCovariance.Full ? -precision.LogDeterminant : covariance.diagonal().log().sum().Number();
            ratio = 0.5 * (logDeterminant - (prior.log().sum() + ((mean.square() + covariance.diagonal()) / prior).sum()).Number() + mean.shape[0]);
            history[t] = terms.Value.sum().Number() * ((double)count / batch) + ratio;
            after?.Invoke(rows, rowMean, rowVariance, length);
            if (settings.PruneThreshold > 0 && settings.Update != RelevanceUpdate.Fixed && seen > remembered && t > 0 && t % PruneEvery == 0 && t + 1 < settings.Iterations)
                (kept, mean, prior, data, covariance) = Pruned(kept, mean, prior, data, covariance);
            foreach (var tensor in (Tensor[])[kept, mean, prior, data, covariance]) tensor.MoveToOuterDisposeScope();
        }
        var left = kept.cpu().data<long>().ToArray();
        var biasStays = hasBias && left[^1] == columns - 1;
        var weights = new RelevanceWeights(
            biasStays ? left[..^1] : left, biasStays, mean.DetachFromDisposeScope(), covariance.DetachFromDisposeScope(), prior.DetachFromDisposeScope());
        return (weights, ratio, history, jitter);
    }

    private (Tensor Kept, Tensor Mean, Tensor Prior, Tensor Data, Tensor Covariance) Pruned(Tensor kept, Tensor mean, Tensor prior, Tensor data, Tensor covariance)
    {
        var stays = PriorVariances.Stays(mean, covariance.diagonal(), prior.reciprocal(), settings.PruneThreshold).nonzero().squeeze(-1);
        return (kept.index_select(0, stays), mean.index_select(0, stays), prior.index_select(0, stays), Block(data), Block(covariance));

        Tensor Block(Tensor matrix) => matrix.index_select(0, stays).index_select(1, stays);
    }
}
