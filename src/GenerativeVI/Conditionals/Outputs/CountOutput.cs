using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>A likelihood of counts: the first block of its numbers is the logarithm of their means.</summary>
/// <typeparam name="TCounts">The family of p(x|z).</typeparam>
/// <param name="name">The name of the module.</param>
public abstract class CountOutput<TCounts>(string name) : OutputLayer<TCounts>(name)
    where TCounts : IFactorized, IDiscrete;
