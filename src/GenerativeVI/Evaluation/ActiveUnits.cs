using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Which dimensions of z tell anything of x: those whose posterior mean varies over rows, A_d = Var_x E_q(z|x)[z_d] &gt; 0.01 (Burda+ 2016, section 5.1). A dimension whose posterior has collapsed
/// onto the prior has A_d = 0; the variance is bimodal in practice, so that the threshold hardly matters.
/// </summary>
/// <param name="Variances">A_d of every dimension, each at least 0 up to the noise of draws.</param>
/// <param name="Rows">N, the rows that they were estimated from.</param>
public sealed record ActiveUnits(IReadOnlyList<double> Variances, long Rows)
{
    /// <summary>The variance above which a dimension is active.</summary>
    public const double Threshold = 0.01;

    /// <summary>How many dimensions are active.</summary>
    public int Count => Variances.Count(variance => variance > Threshold);

    /// <summary>From posterior means.</summary>
    /// <param name="means">E_q(z|x)[z], [N, …]; axes after the first are flattened to dimensions.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static ActiveUnits Of(Tensor means)
    {
        using var scope = NewDisposeScope();
        var rows = means.shape[0];
        if (rows == 0) throw new ArgumentException("active units: expected at least 1 row, got none.", nameof(means));
        return new ActiveUnits(VarianceOver(means.to_type(ScalarType.Float64).cpu().reshape(rows, -1)).data<double>().ToArray(), rows);
    }

    /// <summary>
    /// From an encoder, over the first rows of a data set. Where the posterior has no known mean, it is the mean of draws, and what their own spread adds to the variance, E_x Var_q[z_d] / S, is
    /// taken off again, so that the estimate is unbiased all the same.
    /// </summary>
    /// <param name="encoder">q(z|x), as it is to be judged: in evaluation mode.</param>
    /// <param name="data">The rows; their values are seen as they are.</param>
    /// <param name="random">The stream of the draws; a posterior with a known mean takes none.</param>
    /// <param name="rows">The most rows to look at, at least 1; 500 by default, which costs a few milliseconds.</param>
    /// <param name="samples">S ≥ 2, the draws a row where the mean is not known; 20 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">rows or samples are too few.</exception>
    public static ActiveUnits Of(IConditional<ISampler> encoder, TensorData data, RandomStream random, long rows = 500, int samples = 20)
    {
        if (rows < 1) throw new ArgumentOutOfRangeException(nameof(rows), $"rows: expected at least 1, got {rows}.");
        if (samples < 2) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 2, got {samples}.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var rest = new AtRest(encoder);
        var posterior = encoder.At(data.Slice(0, rows).Inputs);
        if (posterior is IHasMean known) return Of(known.Mean);
        var draws = posterior.Sample(random, samples).Value.to_type(ScalarType.Float64).cpu().flatten(2); // [S, N, L]
        var noise = draws.Variance(0).mean([0L]) / samples;
        return new ActiveUnits((VarianceOver(draws.mean([0L])) - noise).data<double>().ToArray(), draws.shape[1]);
    }

    // A single row varies by nothing.
    private static Tensor VarianceOver(Tensor means) => means.shape[0] == 1 ? zeros_like(means[0]) : means.Variance(0).contiguous();
}
