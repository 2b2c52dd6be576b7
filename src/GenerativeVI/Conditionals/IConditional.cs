using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>A conditional distribution: a function from inputs to a distribution. Implemented by modules; this is the one method to write.</summary>
/// <typeparam name="TDistribution">What comes back, as precisely as is known.</typeparam>
public interface IConditional<out TDistribution>
    where TDistribution : ISampler
{
    /// <summary>The distribution given these inputs. It borrows the module's parameters: it is valid until they change.</summary>
    /// <param name="inputs">What is conditioned on.</param>
    TDistribution At(Inputs inputs);
}
