using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>A <see cref="Product"/> of reparameterized blocks, whose draws carry gradients too: a posterior of blocks from different families.</summary>
public sealed class ReparameterizedProduct : IDistribution, IReparameterized
{
    private readonly Blocks blocks;

    /// <summary>A product of reparameterized blocks.</summary>
    /// <param name="blocks">Each distribution with its event's length, of one batch shape.</param>
    /// <exception cref="ArgumentException">There is no block, their batch shapes differ, or a block is not reparameterized.</exception>
    public ReparameterizedProduct(params IReadOnlyList<(IDistribution Distribution, long Dimension)> blocks)
    {
        if (blocks.FirstOrDefault(block => block.Distribution is not IReparameterized).Distribution is { } culprit)
            throw new ArgumentException($"blocks: draws of {culprit.GetType().Name} carry no gradient; use Product with the score function.", nameof(blocks));
        this.blocks = new Blocks(blocks);
    }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<(IDistribution Distribution, long Dimension)> Parts => blocks.Parts;

    /// <summary>The batch shape of every block.</summary>
    public long[] BatchShape => blocks.BatchShape;

    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => blocks.Sample(random, shape);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => blocks.LogDensity(value);
}
