using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Bounds on log p(x) of every row of a data set, in chunks of bounded memory and without gradients. With log-weights log w_s = log p(x, z_s) − log q(z_s|x), z_s ~ q:
/// the ELBO (1/S) Σ log w_s, and the importance-weighted log-likelihood log (1/S) Σ w_s, a lower bound of log p(x) in expectation that rises to it with S (Burda+ 2016).
/// </summary>
public sealed class BoundEvaluation
{
    private static readonly Pathwise Plain = new();

    private readonly ILatentModel model;
    private readonly long memory;
    private readonly ILogger logger;

    /// <summary>An evaluation of a model.</summary>
    /// <param name="model">The model; its log-ratio has a value a draw.</param>
    /// <param name="memory">The most elements (rows × draws × D) of x̂ at a time; 2²² by default, 16 MB in float32. Time hardly depends on it.</param>
    /// <param name="logger">Told of beginning and end; nobody when null.</param>
    /// <exception cref="ArgumentException">No importance weight can be made of the model's log-ratio.</exception>
    public BoundEvaluation(ILatentModel model, long memory = 1L << 22, ILogger? logger = null)
    {
        if (model.Standing.Weighting != Weighting.PerDraw)
            throw new ArgumentException("importance weights need one log-ratio a draw, and this model's is integrated; evaluate it with the ratio of exact densities (LatentVariableModel.With).");
        (this.model, this.memory, this.logger) = (model, memory, logger ?? NullLogger.Instance);
    }

    /// <summary>Both bounds, as means over the rows.</summary>
    /// <param name="data">N rows.</param>
    /// <param name="samples">S ≥ 1; 5000 by the field's convention for a reported log p(x).</param>
    /// <param name="random">The stream of the draws: from the same state come the same digits.</param>
    /// <param name="progress">Told the share done, 0 … 1.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LikelihoodBounds Evaluate(TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        logger.EvaluationBegun(data.Count, samples);
        var clock = Stopwatch.StartNew();
        var (elbo, logLikelihood) = EvaluateRows(data, samples, random, progress, cancellation);
        var guarantee = model.Standing.Guarantee is Guarantee.Exact or Guarantee.Lower ? Guarantee.Lower : Guarantee.None;
        var bounds = new LikelihoodBounds(Estimate.Of(elbo, guarantee, samples), Estimate.Of(logLikelihood, guarantee, samples));
        logger.EvaluationEnded(bounds.Elbo.Value, bounds.LogLikelihood.Value, guarantee, samples, clock.Elapsed.TotalSeconds);
        return bounds;
    }

    /// <summary>Both bounds of every row, [N] in nats.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public (double[] Elbo, double[] LogLikelihood) EvaluateRows(
        TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (samples < 1) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 1, got {samples}.");
        var (elbo, logLikelihood) = (new double[data.Count], new double[data.Count]);
        var cells = Math.Max(1, memory / data.Dimension);
        // Enough rows a chunk that the encoder works on a batch, and the rest of the room for draws.
        var drawsAtOnce = (int)Math.Min(samples, Math.Max(1, cells / Math.Min(data.Count, 50)));
        var rowsAtOnce = Math.Max(1, cells / drawsAtOnce);
        using var _ = no_grad();
        for (long start = 0; start < data.Count; start += rowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var batch = data.Slice(start, rowsAtOnce);
            var rows = (int)batch.Value.shape[0];
            var (sum, logSum) = (zeros(rows, dtype: ScalarType.Float64), full(rows, double.NegativeInfinity, dtype: ScalarType.Float64));
            for (var done = 0; done < samples; done += drawsAtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                var draws = Math.Min(drawsAtOnce, samples - done);
                Accumulate(batch, draws, random, sum, logSum);
                progress?.Report((start + rows * ((double)(done + draws) / samples)) / data.Count);
            }
            sum.div_(samples).data<double>().CopyTo(elbo, (int)start);
            logSum.sub_(Math.Log(samples)).data<double>().CopyTo(logLikelihood, (int)start);
        }
        return (elbo, logLikelihood);
    }

    private void Accumulate(Batch batch, int draws, RandomStream random, Tensor sum, Tensor logSum)
    {
        using var scope = NewDisposeScope();
        var terms = model.Sample(batch, draws, Plain, random);
        var ratio = terms.LogRatio.Value ?? throw new ArgumentException("this model's log-ratio has a gradient and no value: nothing can be reported of it.");
        var logWeights = (terms.LogLikelihood + ratio).to_type(ScalarType.Float64).cpu(); // [s, B]
        sum.add_(logWeights.sum(dim: 0)); // by name: a bare 0 would be read as a ScalarType
        logSum.copy_(logaddexp(logSum, logWeights.logsumexp(0)));
    }
}
