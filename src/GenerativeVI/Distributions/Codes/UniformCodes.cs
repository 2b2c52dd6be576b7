using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>The uniform prior over P positions of K codes each: log p(z) = −P log K. Its draws are the vectors of random codes, side by side.</summary>
/// <param name="codebook">[K, C].</param>
/// <param name="positions">P ≥ 1.</param>
public sealed class UniformCodes(Tensor codebook, long positions) : IDistribution, IHasEntropy, IDiscrete
{
    /// <summary>P.</summary>
    public long Positions { get; } = positions >= 1 ? positions : throw new ArgumentOutOfRangeException(nameof(positions), $"positions: expected at least 1, got {positions}.");

    /// <summary>Empty: one distribution for all.</summary>
    public long[] BatchShape => [];

    /// <summary>Vectors of random codes, [shape…, P·C]; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        long count = Positions;
        foreach (var length in shape) count *= length;
        var (codes, width) = (codebook.detach(), codebook.shape[1]);
        var indices = random.Categories(ones(codes.shape[0], device: codes.device), count);
        return new Draw(codes.index_select(0, indices).reshape([.. shape, Positions * width]));
    }

    /// <summary>−P log K at every value made of codes; others are not told apart, so do not ask for them.</summary>
    /// <param name="value">[..., P·C].</param>
    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Positions * codebook.shape[1]);
        return full(value.shape[..^1], -Positions * Math.Log(codebook.shape[0]), dtype: value.dtype, device: value.device);
    }

    /// <summary>P log K.</summary>
    /// <inheritdoc/>
    public Tensor Entropy() => full([], Positions * Math.Log(codebook.shape[0]), dtype: codebook.dtype);
}
