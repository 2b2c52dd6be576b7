using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>A bracket of a log-density: a number below it and a number above it, in expectation. An exact density is the degenerate bracket.</summary>
/// <typeparam name="TDistribution">The distributions it brackets.</typeparam>
public interface IDensityBound<in TDistribution>
    where TDistribution : ISampler
{
    /// <summary>Whether both sides are the log-density itself.</summary>
    bool IsExact { get; }

    /// <summary>A number with expectation at most log p(z). It needs z alone, so it serves a prior.</summary>
    /// <param name="distribution">p.</param>
    /// <param name="value">z, [S, B, D].</param>
    /// <param name="random">The stream of fresh mixing draws, where the bracket needs any.</param>
    /// <returns>[S, B], nats.</returns>
    Tensor Lower(TDistribution distribution, Tensor value, RandomStream random);

    /// <summary>A number with expectation at least log q(z). It may need the ψ that made z, so it serves a posterior.</summary>
    /// <param name="distribution">q.</param>
    /// <param name="draw">z and how it was made.</param>
    /// <param name="random">The stream of fresh mixing draws, where the bracket needs any.</param>
    /// <returns>[S, B], nats.</returns>
    Tensor Upper(TDistribution distribution, Draw draw, RandomStream random);
}
