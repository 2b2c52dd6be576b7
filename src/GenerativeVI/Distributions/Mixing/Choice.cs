using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>One of A atoms with probability softmax(l)_a. Its value is the atom's number, as a floating-point tensor with an event axis of length 1.</summary>
/// <param name="logits">l, [..., A], up to a constant along the last axis.</param>
public sealed class Choice(Tensor logits) : IDistribution, IDiscrete
{
    /// <summary>log of the atoms' probabilities, [..., A].</summary>
    public Tensor LogProbabilities { get; } = logits.log_softmax(-1);

    /// <summary>A.</summary>
    public long Atoms => LogProbabilities.shape[^1];

    /// <inheritdoc/>
    public long[] BatchShape => LogProbabilities.shape[..^1];

    /// <summary>The numbers of atoms, [shape…, batch…, 1]; not differentiable.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        using var _ = no_grad();
        var uniform = random.Uniform([.. shape, .. BatchShape, 1], LogProbabilities.dtype);
        // How many atoms end below u; the last ends at 1, which rounding must not move.
        return new Draw((LogProbabilities.exp().cumsum(-1).narrow(-1, 0, Atoms - 1) <= uniform).sum(-1, true).to_type(LogProbabilities.dtype));
    }

    /// <summary>The log-probability of an atom's number.</summary>
    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", 1);
        var index = value.to_type(ScalarType.Int64);
        var rows = broadcast_tensors(LogProbabilities.narrow(-1, 0, 1), index)[0].shape[..^1];
        return LogProbabilities.expand([.. rows, Atoms]).gather(-1, index.expand([.. rows, 1])).squeeze(-1);
    }
}
