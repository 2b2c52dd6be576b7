using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>The empirical distribution of a data set's rows: each draw is a row, uniformly. Draws of one call along its first axis differ from each other as long as there are rows.</summary>
/// <remarks>Drawing without replacement keeps every mean over draws unbiased and takes away variance; K = N draws are the whole set, and a bound by them is exact.</remarks>
/// <param name="data">The rows, borrowed.</param>
public sealed class SampledRows(TensorData data) : ISampler
{
    /// <summary>Empty: one distribution for all.</summary>
    public long[] BatchShape => [];

    /// <summary>Rows, [shape…, D].</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var length in shape) count *= length;
        var distinct = shape.Length > 0 && count == shape[0] && count <= data.Count;
        var index = distinct
            ? random.Permutation(data.Count).narrow(0, 0, count)
            : (random.Uniform([count], ScalarType.Float64) * data.Count).floor().to_type(ScalarType.Int64);
        return new Draw(data.Rows(index).reshape([.. shape, data.Dimension]));
    }
}
