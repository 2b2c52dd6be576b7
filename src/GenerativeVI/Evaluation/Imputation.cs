using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// What is missing of rows, NaN, given what is there: expectations and draws of p(x_mis|x_obs) by self-normalized
/// importance weights w̄_s ∝ p(x_obs, z_s)/q(z_s|x_obs) (Mattei &amp; Frellsen 2019, sec. 3.2). Both are biased by O(1/S),
/// and right in the limit of many draws whatever the posterior.
/// </summary>
public sealed class Imputation
{
    private static readonly Pathwise Plain = new();

    private readonly ILatentModel model;
    private readonly IConditional<Observed> decoder;
    private readonly long memory;

    /// <summary>The imputation of a trained model.</summary>
    /// <param name="model">The model, or a <see cref="MissingNotAtRandom"/> over it.</param>
    /// <param name="decoder">Its decoder.</param>
    /// <param name="memory">The most elements (rows × draws × D) at a time; 2²² by default.</param>
    /// <exception cref="ArgumentException">No importance weight can be made of the model's log-ratio.</exception>
    public Imputation(ILatentModel model, IConditional<Observed> decoder, long memory = 1L << 22)
    {
        (this.model, this.decoder, this.memory) = (model.AtDraws(), decoder, memory);
        if (this.model.Standing.Weighting != Weighting.PerDraw)
            throw new ArgumentException("imputation weighs draws, which needs one log-ratio a draw; take the ratio of exact densities.");
    }

    /// <summary>E[x_mis|x_obs] ≈ Σ_s w̄_s E[x_mis|z_s], the imputation with the least expected squared error.</summary>
    /// <param name="data">N rows, NaN where an element is missing.</param>
    /// <param name="samples">S ≥ 1 draws of q(z|x_obs) a row.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>[N, D], the data with what is missing put in.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is below 1.</exception>
    public Tensor Mean(TensorData data, int samples, RandomStream random) => Over(data, samples, random, (batch, stream) =>
    {
        var (weights, _, rows) = Weighted(batch, samples, stream);
        return Observed.Complete(batch.Value, (weights.unsqueeze(-1) * rows).sum([0L]));
    });

    /// <summary>
    /// Draws of p(x_mis|x_obs), for analyses that are repeated on each completed set (multiple imputation): z is drawn
    /// again from the weighted ones, and x_mis from p(x_mis|z).
    /// </summary>
    /// <param name="data">N rows, NaN where an element is missing.</param>
    /// <param name="count">M ≥ 1 completed sets.</param>
    /// <param name="samples">S ≥ 1 draws of q(z|x_obs) a row.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <returns>[M, N, D].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    public Tensor Draws(TensorData data, int count, int samples, RandomStream random)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"count: expected at least 1, got {count}.");
        return Over(data, samples, random, (batch, stream) =>
        {
            var (weights, z, rows) = Weighted(batch, samples, stream);
            var chosen = stream.Split("choice").Categories(weights.t(), count).unsqueeze(-1); // [M, B, 1]
            Tensor Chosen(Tensor of) => of.gather(0, chosen.expand(-1, -1, of.shape[^1]));
            // With a mechanism the weight belongs to (z, x_mis) together.
            var drawn = model is MissingNotAtRandom
                ? Chosen(rows)
                : At(Chosen(z), batch).Sample(stream.Split("elements")).Value;
            return Observed.Complete(batch.Value, drawn);
        });
    }

    // w̄, [S, B]; z, [S, B, L]; and what each draw puts in, [S, B, D].
    private (Tensor Weights, Tensor Z, Tensor Rows) Weighted(Batch batch, int samples, RandomStream random)
    {
        var (terms, rows) = model is MissingNotAtRandom mechanism
            ? mechanism.Complete(batch, samples, Plain, random)
            : (model.Sample(batch, samples, Plain, random), null);
        var ratio = terms.LogRatio.Value ?? throw new ArgumentException("imputation needs the value of the model's log-ratio.");
        var z = terms.Draw.Value;
        return ((terms.LogLikelihood + ratio).softmax(0), z, rows ?? At(z, batch).Mean);
    }

    private Observed At(Tensor z, Batch batch) => decoder.At(new Inputs(z, batch.Context, batch.Label));

    private Tensor Over(TensorData data, int samples, RandomStream random, Func<Batch, RandomStream, Tensor> impute)
    {
        if (samples < 1)
            throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 1, got {samples}.");
        using var _ = no_grad();
        using var rest = new AtRest(model, decoder);
        var (atOnce, parts) = (Math.Max(1, memory / samples / data.Dimension), new List<Tensor>());
        try
        {
            for (long start = 0; start < data.Count; start += atOnce)
            {
                using var scope = NewDisposeScope();
                parts.Add(impute(data.Slice(start, atOnce), random.Split("rows")).MoveToOuterDisposeScope());
            }
            return cat(parts, -2);
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }
}
