using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// A conditional of a value in a context, such as a kernel q(z|ψ, x), that many values of one context ask: what the
/// context alone decides is computed once for all of them.
/// </summary>
/// <typeparam name="TDistribution">What comes back, as precisely as is known.</typeparam>
public interface IContextual<out TDistribution> : IConditional<TDistribution>
    where TDistribution : ISampler
{
    /// <summary>
    /// The distribution in this context, as a function of the value: <see cref="IConditional{TDistribution}.At"/> of
    /// both. It is valid until the parameters change.
    /// </summary>
    /// <param name="context">The context; its value is ignored.</param>
    Func<Tensor, TDistribution> Given(Inputs context);
}
