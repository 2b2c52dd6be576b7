using System.Diagnostics;
using GenerativeVI.Data;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Bounds on log p(x) of every row of a data set, in chunks of bounded memory, without gradients and with the model's
/// modules at rest. With log-weights log w_s = log p(x, z_s) − log q(z_s|x), z_s ~ q: the ELBO (1/S) Σ log w_s, and the
/// importance-weighted log-likelihood log (1/S) Σ w_s, a lower bound of log p(x) in expectation that rises to it with S
/// (Burda+ 2016).
/// </summary>
public sealed class BoundEvaluation
{
    private static readonly Pathwise Plain = new();

    private readonly ILatentModel model;
    private readonly long memory;
    private readonly ILogger logger;
    private readonly TimeSpan? budget;
    private readonly Communicator? communicator;

    /// <summary>An evaluation of a model.</summary>
    /// <param name="model">The model; its log-ratio has a value a draw.</param>
    /// <param name="memory">The most elements (rows × draws × D) of x̂ at a time; 2²² by default, 16 MB in float32.
    /// Time hardly depends on it.</param>
    /// <param name="logger">Logs the beginning and the end; nothing is logged when null.</param>
    /// <param name="budget">After so much time no further rows are begun, and what is found is of the first rows alone,
    /// as many as there was time for; all rows when null.</param>
    /// <param name="communicator">The processes that share the rows of a data set out, each with a model of the same
    /// weights: all of them find what one process finds, to the last digit. One process by itself when null.</param>
    /// <exception cref="ArgumentException">No importance weight can be made of the model's log-ratio.</exception>
    public BoundEvaluation(ILatentModel model, long memory = 1L << 22, ILogger? logger = null, TimeSpan?
        budget = null, Communicator? communicator = null)
    {
        model = model.AtDraws();
        if (model.Standing.Weighting != Weighting.PerDraw)
            throw new ArgumentException("importance weights need one log-ratio a draw, and this model's is integrated; evaluate it with the ratio of exact densities (LatentVariableModel.With).");
        (this.model, this.memory, this.logger, this.budget, this.communicator) = (model, memory, logger
            ?? NullLogger.Instance, budget, communicator);
    }

    /// <summary>Both bounds, as means over the rows.</summary>
    /// <param name="data">N rows.</param>
    /// <param name="samples">S ≥ 1; 5000 by the field's convention for a reported log p(x).</param>
    /// <param name="random">The stream of the draws: from the same state, with the same memory, come the same
    /// digits.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="ledger">Where finished rows are kept, so that an interrupted evaluation can continue; nowhere when
    /// null.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LikelihoodBounds Evaluate(
        TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, RowLedger? ledger = null, CancellationToken cancellation = default) =>
        EvaluateRows(data, samples, random, progress, ledger, cancellation).Bounds;

    /// <summary>Both bounds of the rows of any source, as means over one epoch of it.</summary>
    /// <param name="source">The batches: a <see cref="DataLoader"/>, or a source of one's own.</param>
    /// <param name="samples">S ≥ 1 draws a row.</param>
    /// <param name="random">The stream of the draws, and of the source's.</param>
    /// <param name="progress">Receives the share of the batches done, 0 … 1.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LikelihoodBounds Evaluate(
        IBatchSource source, int samples, RandomStream random, IProgress<double>? progress = null,
        CancellationToken cancellation = default) =>
        EvaluateRows(source, samples, random, progress, cancellation).Bounds;

    /// <summary>What the weights of every row say.</summary>
    /// <inheritdoc cref="Evaluate(TensorData, int, RandomStream, IProgress{double}, RowLedger, CancellationToken)"/>
    public WeightedRows EvaluateRows(
        TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, RowLedger? ledger = null, CancellationToken cancellation = default)
    {
        Check(samples);
        logger.EvaluationBegun(data.Count, samples);
        var clock = Stopwatch.StartNew();
        return Told(Found(data, samples, random, progress, ledger, budget, cancellation), clock);
    }

    /// <summary>What the weights of every row of one epoch of a source say, in the order of its batches.</summary>
    /// <param name="source">The batches: a <see cref="DataLoader"/>, or a source of one's own.</param>
    /// <param name="samples">S ≥ 1 draws a row.</param>
    /// <param name="random">The stream of the draws, and of the source's.</param>
    /// <param name="progress">Receives the share of the batches done, 0 … 1.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WeightedRows EvaluateRows(
        IBatchSource source, int samples, RandomStream random, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        Check(samples);
        logger.EvaluationBegun(source.Rows, samples);
        var (clock, parts) = (Stopwatch.StartNew(), new List<WeightedRows>());
        using var epoch = source.Begin(random.Split("order"));
        for (long number = 0; number < source.Count && !(number > 0 && clock.Elapsed >= budget); number++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = epoch.Take(number, random.Split("batches"));
            using var rows = new TensorData(batch.Value.alias(), batch.Label?.alias())
            {
                Context = batch.Context?.alias(), Targets = batch.Target?.alias(),
            };
            parts.Add(Found(rows, samples, random, null, null, budget - clock.Elapsed, cancellation));
            progress?.Report((number + 1.0) / source.Count);
        }
        double[] All(Func<WeightedRows, IReadOnlyList<double>> of) => [.. parts.SelectMany(of)];
        return Told(
            new WeightedRows(
                All(p => p.Elbo), All(p => p.LogLikelihood), All(p => p.Distortion), All(p => p.EffectiveSamples),
                All(p => p.TailShape), samples, model.Standing),
            clock);
    }

    private static void Check(int samples)
    {
        if (samples < 1) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 1, got {samples}.");
    }

    private WeightedRows Told(WeightedRows found, Stopwatch clock)
    {
        var bounds = found.Bounds;
        logger.EvaluationEnded(bounds.Elbo.Value, bounds.LogLikelihood.Value, found.Guarantee, found.Samples, clock.Elapsed.TotalSeconds);
        return found;
    }

    private WeightedRows Found(
        TensorData data, int samples, RandomStream random, IProgress<double>? progress, RowLedger? ledger,
        TimeSpan? budget, CancellationToken cancellation)
    {
        // All the draws of a few rows rather than a few draws of many: a row's draws then share what depends on the row
        // alone.
        var cells = Math.Max(1, memory / data.Dimension);
        var parts = (samples + cells - 1) / cells;
        var drawsAtOnce = (int)((samples + parts - 1) / parts);
        var settings = new Dictionary<string, string> { ["work"] = "importance weights", ["draws"] = FormattableString.Invariant($"{samples} by {drawsAtOnce}") };
        using var _ = no_grad();
        using var rest = new AtRest(model);
        var columns = new RowBlocks(data, Math.Max(1, cells / drawsAtOnce), random, ledger, progress, cancellation,
            budget, communicator).Run(settings, 5, (batch, told) =>
        {
            var tallies = new WeightTally[batch.Value.shape[0]];
            for (var row = 0; row < tallies.Length; row++) tallies[row] = new WeightTally(samples);
            var given = model.Given(batch);
            for (var done = 0; done < samples; done += drawsAtOnce)
            {
                var draws = Math.Min(drawsAtOnce, samples - done);
                Add(given, batch, draws, random, tallies);
                told((double)(done + draws) / samples);
            }
            return [Each(t => t.Elbo), Each(t => t.LogMean), Each(t => t.Distortion), Each(t => t.EffectiveSamples), Each(t => t.TailShape())];

            double[] Each(Func<WeightTally, double> number) => [.. tallies.Select(number)];
        });
        return new WeightedRows(columns[0], columns[1], columns[2], columns[3], columns[4], samples, model.Standing);
    }

    private static void Add(ILatentModel given, Batch batch, int draws, RandomStream random, WeightTally[] tallies)
    {
        using var scope = NewDisposeScope();
        var terms = given.Sample(batch, draws, Plain, random);
        var ratio = terms.LogRatio.Value ?? throw new ArgumentException("this model's log-ratio has a gradient and no value: nothing can be reported of it.");
        var (logLikelihoods, logRatios) = (Doubles(terms.LogLikelihood), Doubles(ratio)); // [s, B]
        for (var i = 0; i < logLikelihoods.Length; i++) tallies[i % tallies.Length].Add(logLikelihoods[i], logRatios[i]);
    }

    private static double[] Doubles(Tensor values) => values.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
