using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>
/// A bracket whose upper side can be differentiated along z with q's parameters frozen, so that sticking the landing and doubly reparameterized gradients hold for a posterior without a density.
/// </summary>
/// <remarks>
/// Let Q be the density of z and of all mixing draws ψ⁰ … ψᴷ, averaged over which of them made z. The upper side of mixing samples and of a reverse model is log Q less what does not depend on q's
/// parameters λ; it does not say which ψ made z, so that E f ∂_λ log Q = ∂_λ E f for every f that does not either: the score of a bracket is a score as that of a density is. It has the mean zero that
/// sticking the landing leaves out, and the path that the doubly reparameterized gradient (Tucker+ 2019) puts in its place.
/// </remarks>
/// <typeparam name="TDistribution">The distributions it brackets.</typeparam>
public interface IFreezableBound<in TDistribution> : IDensityBound<TDistribution>
    where TDistribution : ISampler
{
    /// <summary>The number of <see cref="IDensityBound{TDistribution}.Upper"/>, whose gradient reaches q's parameters through z alone. What the bracket learns itself, it still learns.</summary>
    /// <inheritdoc cref="IDensityBound{TDistribution}.Upper"/>
    /// <exception cref="ArgumentException">The score of these draws is not that of a density; the sentence names the remedy.</exception>
    Tensor UpperFrozen(TDistribution distribution, Draw draw, RandomStream random);
}
