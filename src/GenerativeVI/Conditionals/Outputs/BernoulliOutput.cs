using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>One number an element: the logits of <see cref="Bernoulli"/>.</summary>
public sealed class BernoulliOutput() : OutputLayer<Bernoulli>(nameof(BernoulliOutput))
{
    /// <summary>1.</summary>
    public override long PerElement => 1;

    /// <inheritdoc/>
    public override Bernoulli Of(IReadOnlyList<Tensor> blocks) => new(blocks[0]);
}
