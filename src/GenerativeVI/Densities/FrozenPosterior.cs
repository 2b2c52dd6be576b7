using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>The upper side of any bracket with q's parameters frozen.</summary>
internal static class FrozenPosterior
{
    /// <summary>log q, or what is above it, along z; and at fixed z, where it is the density itself.</summary>
    /// <exception cref="ArgumentException">The bracket cannot tell the parameters from z.</exception>
    public static (Tensor AlongValue, Tensor? AtFixedValue) Upper<TDistribution>(IDensityBound<TDistribution> bracket, TDistribution distribution, Draw draw, RandomStream random)
        where TDistribution : ISampler => bracket switch
    {
        // Without what the sampler found in passing: that depends on the parameters by another path than z.
        { IsExact: true } when distribution is IDistribution => PathOnly.Of(draw.Value, z => bracket.Upper(distribution, draw with { Value = z, LogDensity = null }, random)),
        IFreezableBound<TDistribution> freezable => (freezable.UpperFrozen(distribution, draw, random), null),
        _ => throw new ArgumentException($"log q of {typeof(TDistribution).Name} cannot be evaluated at arbitrary z, so its parameters cannot be frozen in it; take the pathwise gradient."),
    };
}
