using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>A density on the plane known in closed form, with a sampler: data of which the best possible log-likelihood is known too.</summary>
public abstract class ToyDensity
{
    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>It lies within [−extent, extent]² but for a mass of 10⁻³ or less.</summary>
    public virtual double Extent => 4;

    /// <summary>Every toy, in the order of their difficulty for a flow.</summary>
    public static IReadOnlyList<ToyDensity> All { get; } = [new BananaToy(), new PinwheelToy(), new MoonsToy(), new RingsToy(), GaussianRingToy.Eight, new CheckerboardToy()];

    /// <summary>Independent points.</summary>
    /// <param name="count">N.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="dtype">Their type; float32 by default.</param>
    /// <returns>[N, 2].</returns>
    public abstract Tensor Sample(long count, RandomStream random, ScalarType dtype = ScalarType.Float32);

    /// <summary>log p(x) in nats.</summary>
    /// <param name="value">x, [..., 2].</param>
    /// <returns>[...]; −∞ outside the support.</returns>
    public abstract Tensor LogDensity(Tensor value);

    /// <summary>The toy of a name.</summary>
    /// <param name="name">As <see cref="Name"/> says, in any case.</param>
    /// <exception cref="ArgumentException">There is none; the message names all.</exception>
    public static ToyDensity Named(string name) =>
        All.FirstOrDefault(toy => toy.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"toy: {name} is not one of {string.Join(", ", All.Select(toy => toy.Name))}.", nameof(name));

    /// <summary>log N(x; 0, scale²) of every element.</summary>
    private protected static Tensor LogNormal(Tensor value, double scale) => (value / scale).square().mul(-0.5) - (0.5 * Math.Log(2 * Math.PI) + Math.Log(scale));

    /// <summary>Which of so many equal parts each point comes from, int64 [N].</summary>
    private protected static Tensor Parts(long count, int parts, RandomStream random) => (random.Uniform([count], ScalarType.Float64) * parts).floor().to_type(ScalarType.Int64);
}
