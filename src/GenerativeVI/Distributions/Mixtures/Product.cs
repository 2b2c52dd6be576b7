using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Independent blocks side by side in the event axis: p(z) = Π_i p_i(z_i), z = (z_1, z_2, …).</summary>
public sealed class Product : IDistribution
{
    private readonly Blocks blocks;

    /// <summary>A product of blocks.</summary>
    /// <param name="blocks">Each distribution with its event's length, of one batch shape.</param>
    /// <exception cref="ArgumentException">There is no block, or their batch shapes differ.</exception>
    public Product(params IReadOnlyList<(IDistribution Distribution, long Dimension)> blocks) => this.blocks = new Blocks(blocks);

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<(IDistribution Distribution, long Dimension)> Parts => blocks.Parts;

    /// <summary>The batch shape of every block.</summary>
    public long[] BatchShape => blocks.BatchShape;

    /// <summary>Draws without a gradient; those of <see cref="ReparameterizedProduct"/> have one.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(blocks.Sample(random, shape).Value.detach());

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => blocks.LogDensity(value);
}
