using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>A target that can be drawn from exactly.</summary>
public interface ISampledTarget
{
    /// <summary>Independent draws of z.</summary>
    /// <param name="count">N ≥ 1.</param>
    /// <param name="random">Their stream.</param>
    /// <returns>float64 [N, D].</returns>
    Tensor Sample(long count, RandomStream random);
}
