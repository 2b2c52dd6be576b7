using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// p(z) = p(a) p(b|a) over two levels of latents side by side on the last axis, z = [z₂, z₁], the top one first: log p(z) is the sum of both, exact wherever they are.
/// Either level may be the one that is drawn first, so that a posterior may run against the order of its prior.
/// </summary>
public abstract class Chained : IDistribution
{
    private readonly IDistribution first;
    private readonly Func<Tensor, IDistribution> second;
    private readonly long firstDimension;
    private readonly bool bottomUp;

    private Chained(IDistribution first, Func<Tensor, IDistribution> second, long firstDimension, bool bottomUp) =>
        (this.first, this.second, this.firstDimension, this.bottomUp) = (first, second, firstDimension, bottomUp);

    /// <inheritdoc/>
    public long[] BatchShape => first.BatchShape;

    /// <summary>A chain of two levels; reparameterized where both factors are.</summary>
    /// <typeparam name="TSecond">The type of p(b|a).</typeparam>
    /// <param name="first">p(a), over <paramref name="firstDimension"/> elements.</param>
    /// <param name="second">p(b|a) at values a, [..., D_a]; its batch shape is theirs.</param>
    /// <param name="firstDimension">D_a ≥ 1.</param>
    /// <param name="bottomUp">Whether a is z₁, at the end of z; false by default: a is z₂, at its beginning.</param>
    public static Chained Of<TSecond>(IDistribution first, Func<Tensor, TSecond> second, long firstDimension, bool bottomUp = false)
        where TSecond : IDistribution
    {
        if (firstDimension < 1) throw new ArgumentOutOfRangeException(nameof(firstDimension), $"first dimension: expected at least 1, got {firstDimension}.");
        return first is IReparameterized && typeof(IReparameterized).IsAssignableFrom(typeof(TSecond))
            ? new Reparameterized(first, a => second(a), firstDimension, bottomUp)
            : new Plain(first, a => second(a), firstDimension, bottomUp);
    }

    /// <summary>a ~ p(a), then b ~ p(b|a), with the log-density found in passing.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var a = first.Sample(random, shape);
        var given = second(a.Value);
        var b = given.Sample(random);
        return new Draw(
            bottomUp ? cat([b.Value, a.Value], -1) : cat([a.Value, b.Value], -1),
            LogDensity: (a.LogDensity ?? first.LogDensity(a.Value)) + (b.LogDensity ?? given.LogDensity(b.Value)));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value)
    {
        var rest = value.shape[^1] - firstDimension;
        if (rest < 1) throw new ArgumentException($"value: expected more than the first level's {firstDimension} elements, got {Shapes.Text(value.shape)}.", nameof(value));
        var a = value.narrow(-1, bottomUp ? rest : 0, firstDimension);
        var b = value.narrow(-1, bottomUp ? 0 : firstDimension, rest);
        return first.LogDensity(a) + second(a).LogDensity(b);
    }

    private sealed class Plain(IDistribution first, Func<Tensor, IDistribution> second, long firstDimension, bool bottomUp) : Chained(first, second, firstDimension, bottomUp);

    private sealed class Reparameterized(IDistribution first, Func<Tensor, IDistribution> second, long firstDimension, bool bottomUp)
        : Chained(first, second, firstDimension, bottomUp), IReparameterized;
}
