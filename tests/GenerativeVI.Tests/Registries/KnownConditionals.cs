using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A conditional distribution of values of 3 elements given 5, float64.</summary>
/// <param name="Make">From the stream of its first weights.</param>
public sealed record ConditionalEntry(string Name, Func<RandomStream, IConditional<IDistribution>> Make) : IEntry;

public static class KnownConditionals
{
    public const long Inputs = 5, Dimension = 3;

    private const ScalarType Double = ScalarType.Float64;

    public static readonly Registry<ConditionalEntry> All = new(
        new("unconditional", _ => new Unconditional<StandardNormal>(new StandardNormal(Dimension, Double))),
        new("normal encoder", random => new NormalEncoder(Body(random), 4, Dimension, random, Double)),
        new("Bernoulli decoder", random => new BernoulliDecoder(Body(random), 4, Dimension, random, Double)),
        new("normal decoder, isotropic", random => new NormalDecoder(Body(random), 4, Dimension, Spread.Isotropic, random, dtype: Double)),
        new("normal decoder, diagonal", random => new NormalDecoder(Body(random), 4, Dimension, Spread.Diagonal, random, dtype: Double)),
        new("normal decoder, conditional", random => new NormalDecoder(Body(random), 4, Dimension, Spread.Conditional, random, dtype: Double)),
        new("normal of an injected value", random => new InjectedNormal(new InjectedMlp(0, [6, 4], [(int)Inputs], Activation.Tanh, random, Double), Dimension, random)));

    private static Mlp Body(RandomStream random) => new(Inputs, [6, 4], Activation.Tanh, random, Double);
}
