using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>K numbers an element: the logits of <see cref="Categorical"/> over the levels 0, 1/(K − 1), …, 1. With 256 levels, the grey values of images, each on its own.</summary>
public sealed class CategoricalOutput : OutputLayer<Categorical>
{
    private readonly int levels;

    /// <summary>An output layer.</summary>
    /// <param name="levels">K ≥ 2; 256 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 2.</exception>
    public CategoricalOutput(int levels = 256)
        : base(nameof(CategoricalOutput)) =>
        this.levels = levels >= 2 ? levels : throw new ArgumentOutOfRangeException(nameof(levels), $"levels: expected at least 2, got {levels}.");

    /// <summary>K.</summary>
    public override long PerElement => levels;

    /// <inheritdoc/>
    public override Categorical Of(IReadOnlyList<Tensor> blocks) => new(stack(blocks, -1), 1.0 / (levels - 1));
}
