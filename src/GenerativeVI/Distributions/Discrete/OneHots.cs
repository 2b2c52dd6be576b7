using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>What the one-hot families share.</summary>
internal static class OneHots
{
    public static Tensor Draw(Tensor logits, RandomStream random, ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var length in shape) count *= length;
        var categories = random.Categories(logits.detach().softmax(-1), count);
        return nn.functional.one_hot(categories, logits.shape[^1]).to_type(logits.dtype).reshape([.. shape, .. logits.shape[..^2], logits.shape[^2] * logits.shape[^1]]);
    }

    /// <summary>Σ z log π over both axes; 0 log 0 = 0.</summary>
    public static Tensor LogDensity(Tensor logits, Tensor value)
    {
        var (groups, categories) = (logits.shape[^2], logits.shape[^1]);
        Shapes.Require(value, nameof(value), "...", groups * categories);
        var (hot, logs) = (value.Unflatten(groups, categories), logits.log_softmax(-1));
        return (hot * logs.masked_fill(logs.isinf().logical_and(hot.eq(0)), 0)).sum([-2, -1]);
    }
}
