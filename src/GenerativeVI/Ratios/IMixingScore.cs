using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>
/// A way to estimate ∇_z log q(z) = E_{q(ψ|z)} ∇_z log q(z|ψ) of a semi-implicit q whose mixing has a density: by
/// chains on ψ, or by importance weights.
/// </summary>
public interface IMixingScore
{
    /// <summary>What a gradient made of it is good for.</summary>
    Standing Standing { get; }

    /// <summary>An estimate of ∇_z log q(z), without a gradient.</summary>
    /// <param name="posterior">q.</param>
    /// <param name="value">z, [S, B, D] or [S, D].</param>
    /// <param name="start">The ψ that made z.</param>
    /// <param name="random">The stream of whatever is drawn.</param>
    /// <returns>Of the shape of z.</returns>
    Tensor Score(ISemiImplicit<IDistribution> posterior, Tensor value, Tensor start, RandomStream random);
}
