using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// The posterior of an encoder that chooses one code for certain: q(z|x) is a point mass at its value, whose log-mass is 0. The gradient of its draws is that of the features behind
/// the codes and biased.
/// </summary>
/// <param name="value">The chosen codes' vectors side by side, [..., P·C].</param>
/// <param name="indices">Which codes, int64, [..., P].</param>
/// <param name="penalty">What training adds to keep features and codes together, [...].</param>
public sealed class DeterministicCode(Tensor value, Tensor indices, Tensor penalty) : IDistribution, IStraightThrough, IHasMean, IHasEntropy, IDiscrete
{
    /// <summary>The vectors, [..., P·C].</summary>
    public Tensor Mean => value;

    /// <summary>Which codes, int64, [..., P].</summary>
    public Tensor Indices => indices;

    /// <summary>The training loss of codebook and commitment, [...]: no part of any bound.</summary>
    public Tensor Penalty => penalty;

    /// <summary>The axes of the value without the event axis.</summary>
    public long[] BatchShape => value.shape[..^1];

    /// <summary>The value, again and again, with the log-mass 0.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        long[] all = [.. shape, .. value.shape];
        return new Draw(value.expand(all), LogDensity: zeros(all[..^1], dtype: value.dtype, device: value.device));
    }

    /// <summary>0 at the value itself, −∞ anywhere else.</summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        var same = value.eq(Mean).all(-1);
        return zeros(same.shape, dtype: Mean.dtype, device: Mean.device).masked_fill(same.logical_not(), double.NegativeInfinity);
    }

    /// <summary>0.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => zeros(BatchShape, dtype: value.dtype, device: value.device);
}
