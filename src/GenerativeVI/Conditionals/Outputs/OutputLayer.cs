using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// What the numbers that come out of a decoder's network mean: P blocks of D numbers, one of each for every element of x, make a distribution. A likelihood derives from it;
/// whatever it learns besides, a scale that all elements share say, is its parameter.
/// </summary>
/// <typeparam name="TDistribution">The family of p(x|z).</typeparam>
public abstract class OutputLayer<TDistribution> : nn.Module
    where TDistribution : IDistribution
{
    /// <summary>An output layer.</summary>
    /// <param name="name">The name of the module.</param>
    protected OutputLayer(string name)
        : base(name)
    {
    }

    /// <summary>P, the numbers an element of x.</summary>
    public abstract long PerElement { get; }

    /// <summary>The distribution of x.</summary>
    /// <param name="blocks">P tensors [..., D].</param>
    /// <returns>Batch shape [...], event [D].</returns>
    public abstract TDistribution Of(IReadOnlyList<Tensor> blocks);
}
