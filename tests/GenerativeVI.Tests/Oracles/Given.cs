using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A conditional distribution as a plain function.</summary>
public sealed class Given<T>(Func<Inputs, T> at) : IConditional<T>
    where T : ISampler
{
    public T At(Inputs inputs) => at(inputs);
}
