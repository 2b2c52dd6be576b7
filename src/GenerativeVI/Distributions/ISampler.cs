using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>What can be sampled; nothing more is asked of an implicit distribution.</summary>
public interface ISampler
{
    /// <summary>The axes of independent distributions side by side: [B] for q(z|x) over a batch, empty for an unconditional prior.</summary>
    long[] BatchShape { get; }

    /// <summary>Independent draws, differentiable with respect to the parameters where the distribution is reparameterized.</summary>
    /// <param name="random">The stream of the base noise.</param>
    /// <param name="shape">Axes in front: [S] gives [S, B, D].</param>
    Draw Sample(RandomStream random, params ReadOnlySpan<long> shape);
}
