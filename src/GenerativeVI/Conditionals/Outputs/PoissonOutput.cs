using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>One number an element: the logarithm of the rate of a <see cref="Poisson"/> count.</summary>
public sealed class PoissonOutput() : CountOutput<Poisson>(nameof(PoissonOutput))
{
    /// <summary>1.</summary>
    public override long PerElement => 1;

    /// <inheritdoc/>
    public override Poisson Of(IReadOnlyList<Tensor> blocks) => Poisson.FromLogRate(blocks[0]);
}
