using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// How n things fall into D classes, such as the words of a document: log p(x) = log n! − Σ_d log x_d! + Σ_d x_d log
/// p_d with p = softmax(l) and Σ_d x_d = n. Given their total, independent Poisson counts are of this kind. Draws carry
/// no gradient.
/// </summary>
public sealed class Multinomial : IDistribution, IHasMean, IDiscrete
{
    private readonly Tensor logProbabilities;

    /// <summary>By the total and the logits.</summary>
    /// <param name="total">n, whole and at least 0, [...]; broadcast against the logits without their last
    /// axis.</param>
    /// <param name="logits">l, [..., D].</param>
    public Multinomial(Tensor total, Tensor logits)
    {
        (Total, Logits, logProbabilities) = (total.to_type(logits.dtype), logits, logits.log_softmax(-1));
        BatchShape = broadcast_tensors(Total, logits.select(-1, 0))[0].shape;
    }

    /// <summary>n.</summary>
    public Tensor Total { get; }

    /// <summary>l.</summary>
    public Tensor Logits { get; }

    /// <inheritdoc/>
    public long[] BatchShape { get; }

    /// <summary>n p.</summary>
    public Tensor Mean => Total.unsqueeze(-1) * logProbabilities.exp();

    /// <summary>
    /// The log-mass; −∞ where a value is negative or not whole, or the values have another sum than n.
    /// </summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        var outside = Support.NoCount(value).any(-1).logical_or(value.sum(-1).ne(Total));
        var inside = value.masked_fill(Support.NoCount(value), 0);
        var log = (Total + 1).lgamma() + (inside * logProbabilities - (inside + 1).lgamma()).sum(-1);
        return log.masked_fill(outside, double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        using var _ = no_grad();
        long count = 1;
        foreach (var length in shape) count *= length;
        long[] whole = [.. BatchShape, Logits.shape[^1]];
        var most = Math.Max(1, (long)Total.max().Number());
        // Every thing falls by itself; a row counts as many of them as it has.
        var falls = random.Categories(logProbabilities.exp().expand(whole), count * most)
            .reshape([count, most, .. BatchShape]).movedim([1], [-1]); // [S, ..., n]
        var isThere = arange(most, dtype: Total.dtype, device: Total.device)
            .lt(Total.expand(BatchShape).unsqueeze(-1)).to_type(Logits.dtype);
        var counts = zeros([count, .. whole], Logits.dtype, Logits.device)
            .scatter_add(-1, falls, isThere.expand_as(falls));
        return new Draw(counts.reshape([.. shape, .. whole]));
    }
}
