namespace GenerativeVI.Distributions;

/// <summary>Whether a distribution has masses or densities.</summary>
internal static class Measure
{
    /// <summary>Checks that log p(z) − log q(z) is a difference of like things.</summary>
    /// <param name="numerator">p.</param>
    /// <param name="denominator">q.</param>
    /// <exception cref="ArgumentException">One has masses and the other densities.</exception>
    public static void RequireSame(ISampler numerator, ISampler denominator)
    {
        if (IsDiscrete(numerator) is not { } above || IsDiscrete(denominator) is not { } below || above == below) return;
        var (discrete, continuous) = above ? (numerator, denominator) : (denominator, numerator);
        throw new ArgumentException(
            $"{Name(discrete)} has masses and {Name(continuous)} has densities, so that their log-ratio bounds nothing; take relaxed draws under a relaxed prior (Concrete on both sides), "
            + "or discrete draws (StraightThroughOneHot, or the score function) under the discrete prior.");
    }

    /// <summary>Null where nothing is known of it.</summary>
    public static bool? IsDiscrete(ISampler distribution) => distribution switch
    {
        IDiscrete => true,
        IHasComponents mixed => IsDiscrete(mixed.Components),
        Product product => Together(product.Parts.Select(part => IsDiscrete(part.Distribution))),
        // What moves smoothly with its parameters is not countable.
        IReparameterized => false,
        IGaussian or NormalMixture => false,
        _ => null,
    };

    private static bool? Together(IEnumerable<bool?> parts) => parts.Distinct().ToArray() is [var same] ? same : null;

    private static string Name(ISampler distribution) => distribution.GetType().Name.Split('`')[0];
}
