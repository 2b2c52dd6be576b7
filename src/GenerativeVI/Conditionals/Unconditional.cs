using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>A distribution that does not depend on its inputs, such as the prior N(0, I).</summary>
/// <typeparam name="TDistribution">The type of the distribution.</typeparam>
/// <param name="distribution">The distribution for every input.</param>
public sealed class Unconditional<TDistribution>(TDistribution distribution) : IConditional<TDistribution>
    where TDistribution : ISampler
{
    /// <inheritdoc/>
    public TDistribution At(Inputs inputs) => distribution;
}
