using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// Independent variables over K levels 0, h, 2h, … (K − 1) h by their logits: log p(x) = Σ_d [l_d,k − log Σ_j exp l_d,j] at x_d = k h. With h = 1 the values are the numbers of the
/// categories; with K = 256 and h = 1/255 they are the grey values of images.
/// </summary>
/// <param name="logits">l, [..., D, K].</param>
/// <param name="step">h &gt; 0; 1 by default.</param>
public sealed class Categorical(Tensor logits, double step = 1) : IFactorized, IHasEntropy, IDiscrete
{
    /// <summary>Categorical variables by their probabilities, checked.</summary>
    /// <param name="probabilities">[..., D, K], at least 0, each last axis with the sum 1.</param>
    /// <param name="step">h &gt; 0; 1 by default.</param>
    /// <exception cref="ArgumentException">The probabilities are not on the simplex.</exception>
    public static Categorical Of(Tensor probabilities, double step = 1) => new(Domain.Simplex(probabilities, nameof(probabilities)).log(), step);

    /// <summary>l.</summary>
    public Tensor Logits => logits;

    /// <summary>K.</summary>
    public long Levels => logits.shape[^1];

    /// <summary>h.</summary>
    public double Step { get; } = step > 0 ? step : throw new ArgumentOutOfRangeException(nameof(step), $"step: expected above 0, got {step}.");

    /// <summary>The axes of the logits without the event axis and the levels.</summary>
    public long[] BatchShape => logits.shape[..^2];

    /// <summary>h Σ_k k p_k.</summary>
    public Tensor Mean => logits.softmax(-1).Product(arange(Levels, dtype: logits.dtype, device: logits.device)) * Step;

    /// <summary>Levels in the type of the logits; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var length in shape) count *= length;
        var draws = random.Categories(logits.detach().softmax(-1), count).to_type(logits.dtype) * Step;
        return new Draw(draws.reshape([.. shape, .. logits.shape[..^1]]));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensityByElement(value).sum(-1);

    /// <summary>The log-mass of the level nearest to each value; −∞ below the first level and above the last.</summary>
    /// <inheritdoc/>
    public Tensor LogDensityByElement(Tensor value)
    {
        var level = (value / Step).round();
        var outside = level.lt(0).logical_or(level.gt(Levels - 1));
        var index = broadcast_tensors(level.masked_fill(outside, 0).to_type(ScalarType.Int64), logits.select(-1, 0))[0].unsqueeze(-1);
        var picked = logits.expand([.. index.shape[..^1], Levels]).gather(-1, index).squeeze(-1);
        return (picked - logits.logsumexp(-1)).masked_fill(outside, double.NegativeInfinity);
    }

    /// <summary>−Σ_d Σ_k p_k log p_k.</summary>
    /// <inheritdoc/>
    public Tensor Entropy()
    {
        var logProbabilities = logits.log_softmax(-1);
        // A category without mass adds 0 log 0 = 0.
        return -(logProbabilities.exp() * logProbabilities.masked_fill(logProbabilities.isinf(), 0)).sum([-2, -1]);
    }
}
