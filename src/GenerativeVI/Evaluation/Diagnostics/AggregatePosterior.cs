using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The rate E_x KL(q(z|x)‖p(z)), taken apart into what z tells of x and how far the codes as a whole lie from the prior: rate = I_q(x; z) + KL(q(z)‖p(z)), q(z) = (1/N) Σ_n q(z|x_n)
/// (Hoffman &amp; Johnson 2016).
/// </summary>
/// <remarks>
/// log q(z) is the log-mean over all N rows, so all three are estimated without bias for the distribution that is these N rows. Of the distribution the rows came from they say less: there
/// I_q is underestimated, never above log N, and KL(q(z)‖p(z)) overestimated by the same amount. Where I_q is near log N, only more rows tell more.
/// </remarks>
/// <param name="MutualInformation">I_q(x; z) = E [log q(z|x) − log q(z)], nats.</param>
/// <param name="Divergence">KL(q(z)‖p(z)) = E [log q(z) − log p(z)], nats.</param>
/// <param name="Rate">Their sum, from the same draws.</param>
public sealed record AggregatePosterior(Estimate MutualInformation, Estimate Divergence, Estimate Rate)
{
    private const long RowsAtOnce = 500;

    /// <summary>The most that N rows can show of I_q: log N.</summary>
    public double Ceiling => Math.Log(MutualInformation.Count);

    /// <summary>Looks at a model over the rows of a data set, at a cost of S N² densities.</summary>
    /// <param name="encoder">q(z|x), with a density.</param>
    /// <param name="prior">p(z), with a density.</param>
    /// <param name="data">N ≥ 1 rows.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="memory">The most elements (draws × rows × D of z) of a density at a time; 2²² by default.</param>
    /// <param name="draws">S ≥ 1, the draws of z a row; the more, the less of the standard error is theirs.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AggregatePosterior Of(
        IConditional<IDistribution> encoder, IConditional<IDistribution> prior, TensorData data, Tensors.RandomStream random, long memory = 1 << 22, int draws = 1, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var rest = new AtRest(encoder, prior);
        if (draws < 1) throw new ArgumentOutOfRangeException(nameof(draws), $"draws: expected at least 1, got {draws}.");
        var (latents, own, reference) = Draw(encoder, prior, data, random, draws);
        var aggregate = full_like(own, double.NegativeInfinity);
        for (long first = 0; first < data.Count; first += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            using var block = NewDisposeScope();
            var posterior = encoder.At(data.Slice(first, RowsAtOnce).Inputs);
            var drawsAtOnce = Math.Max(1, memory / (RowsAtOnce * latents.shape[1]));
            for (long start = 0; start < own.shape[0]; start += drawsAtOnce)
            {
                using var part = NewDisposeScope();
                var count = Math.Min(drawsAtOnce, own.shape[0] - start);
                var logs = posterior.LogDensity(latents.narrow(0, start, count).unsqueeze(1)).to_type(ScalarType.Float64).cpu(); // [draws, rows]
                var target = aggregate.narrow(0, start, count);
                target.copy_(logaddexp(target, logs.logsumexp(1)));
            }
        }
        aggregate -= Math.Log(data.Count);
        return new AggregatePosterior(Estimated(own - aggregate, draws), Estimated(aggregate - reference, draws), Estimated(own - reference, draws));
    }

    // The draws of a row stand together: z [N S, D], log q(z|x) and log p(z), [N S] each.
    private static (Tensor Latents, Tensor Own, Tensor Reference) Draw(
        IConditional<IDistribution> encoder, IConditional<IDistribution> prior, TensorData data, Tensors.RandomStream random, int draws)
    {
        var (latents, own, reference) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        for (long first = 0; first < data.Count; first += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var inputs = data.Slice(first, RowsAtOnce).Inputs;
            var posterior = encoder.At(inputs);
            var drawn = posterior.Sample(random.Split("latent"), draws).Value; // [S, B, D]
            latents.Add(drawn.transpose(0, 1).flatten(0, 1).MoveToOuterDisposeScope());
            own.Add(ByRow(posterior.LogDensity(drawn)).MoveToOuterDisposeScope());
            reference.Add(ByRow(prior.At(inputs).LogDensity(drawn)).MoveToOuterDisposeScope());
        }
        return (cat(latents, 0), cat(own, 0), cat(reference, 0));
    }

    private static Tensor ByRow(Tensor logs) => logs.to_type(ScalarType.Float64).cpu().transpose(0, 1).flatten(); // [S, B] → [B S]

    private static Estimate Estimated(Tensor values, int draws) =>
        Estimate.Of(values.reshape(-1, draws).mean([1L]).contiguous().data<double>().ToArray(), Guarantee.Estimated, draws);
}
