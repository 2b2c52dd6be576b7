using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// 3 M numbers an element: weights, locations and scales of a mixture of M <see cref="DiscretizedLogistic"/> variables over the levels 0, 1/(K − 1), …, 1 (Salimans+ 2017). Locations
/// are offset so that at zero output they spread evenly over [0, 1], and scales so that they start at a tenth of it.
/// </summary>
public sealed class LogisticMixtureOutput : OutputLayer<ElementwiseMixture<DiscretizedLogistic>>
{
    private readonly int components, levels;

    /// <summary>An output layer.</summary>
    /// <param name="components">M ≥ 1; 5 by default.</param>
    /// <param name="levels">K ≥ 2; 256 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">M is below 1 or K below 2.</exception>
    public LogisticMixtureOutput(int components = 5, int levels = 256)
        : base(nameof(LogisticMixtureOutput))
    {
        if (levels < 2) throw new ArgumentOutOfRangeException(nameof(levels), $"levels: expected at least 2, got {levels}.");
        if (components < 1) throw new ArgumentOutOfRangeException(nameof(components), $"components: expected at least 1, got {components}.");
        (this.components, this.levels) = (components, levels);
    }

    /// <summary>3 M.</summary>
    public override long PerElement => 3L * components;

    /// <inheritdoc/>
    public override ElementwiseMixture<DiscretizedLogistic> Of(IReadOnlyList<Tensor> blocks)
    {
        Tensor Part(int first) => stack([.. blocks.Skip(first * components).Take(components)], -1); // [..., D, M]
        var first = blocks[0];
        var places = (arange(components, dtype: first.dtype, device: first.device) + 0.5) / components;
        return new(Part(0), DiscretizedLogistic.FromLogScale(Part(1) + places, Part(2) + Math.Log(0.1), levels));
    }
}
