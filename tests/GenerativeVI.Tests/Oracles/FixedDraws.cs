using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A normal distribution whose noise is given, so that an expectation over draws is a sum over a grid of noise.</summary>
/// <param name="normal">With batch shape [B] and event [1].</param>
/// <param name="noise">ε, [S, B, 1].</param>
public sealed class NormalAtNoise(Normal normal, Tensor noise) : IDistribution, IReparameterized
{
    public long[] BatchShape => normal.BatchShape;

    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(normal.Mean + normal.Scale * noise);

    public Tensor LogDensity(Tensor value) => normal.LogDensity(value);
}

/// <summary>A Bernoulli distribution whose draws are given, so that an expectation over draws is a sum over all of them.</summary>
/// <param name="bernoulli">With batch shape [B] and event [D].</param>
/// <param name="values">z, [S, B, D].</param>
public sealed class BernoulliAtValues(Bernoulli bernoulli, Tensor values) : IDistribution
{
    public long[] BatchShape => bernoulli.BatchShape;

    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape) => new(values);

    public Tensor LogDensity(Tensor value) => bernoulli.LogDensity(value);
}
