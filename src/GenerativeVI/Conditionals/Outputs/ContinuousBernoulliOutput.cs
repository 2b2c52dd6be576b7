using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>One number an element: the logits of <see cref="ContinuousBernoulli"/>, a density for grey values in [0, 1].</summary>
public sealed class ContinuousBernoulliOutput() : OutputLayer<ContinuousBernoulli>(nameof(ContinuousBernoulliOutput))
{
    /// <summary>1.</summary>
    public override long PerElement => 1;

    /// <inheritdoc/>
    public override ContinuousBernoulli Of(IReadOnlyList<Tensor> blocks) => new(blocks[0]);
}
