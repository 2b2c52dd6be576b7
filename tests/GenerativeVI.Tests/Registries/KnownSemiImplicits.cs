using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A semi-implicit distribution of values of 3 elements given 5, float64.</summary>
/// <param name="Make">From the stream of its first weights.</param>
/// <param name="IsConditional">Whether it depends on its inputs.</param>
public sealed record SemiImplicitEntry(string Name, Func<RandomStream, IConditional<ISemiImplicit<ISampler>>> Make, bool IsConditional = true) : IEntry;

public static class KnownSemiImplicits
{
    public const int Inputs = 5, Dimension = 3;

    private const ScalarType Double = ScalarType.Float64;

    public static readonly Registry<SemiImplicitEntry> All = new(
        new("noise at the input", random => new SemiImplicitEncoder<Pushforward>(Noise(random, Inputs, 2), new NormalKernel(Dimension, dtype: Double))),
        new("noise at several depths, scale by x", random => new SemiImplicitEncoder<Pushforward>(
            Noise(random, Inputs, 2, 3), new NormalKernel(new Mlp(Inputs, [4], Activation.Tanh, random, Double), 4, Dimension, random, Double))),
        new("shared full covariance", random => new SemiImplicitEncoder<Pushforward>(Noise(random, Inputs, 2), new FullNormalKernel(Dimension, 0.7, dtype: Double))),
        new("explicit mixing, the network in the kernel", random => new SemiImplicitEncoder<StandardNormal>(
            Standard(2), new InjectedNormal(new InjectedMlp(Inputs, [6, 4], [0, 2], Activation.Tanh, random, Double), Dimension, random))),
        new("explicit mixing given x", random => new SemiImplicitEncoder<Normal>(
            new NormalEncoder(new Mlp(Inputs, [4], Activation.Tanh, random, Double), 4, Dimension, random, Double), new NormalKernel(Dimension, 0.5, dtype: Double))),
        new("prior of explicit mixing", random => new SemiImplicitPrior<StandardNormal>(
            Standard(2), new NormalDecoder(new Mlp(2, [4], Activation.Tanh, random, Double), 4, Dimension, Spread.Conditional, random, dtype: Double)), false),
        new("prior of learned implicit mixing", random => new SemiImplicitPrior<Pushforward>(Noise(random, 0, 2, 1), new NormalKernel(Dimension, dtype: Double)), false),
        new("prior with a Bernoulli kernel", random => new SemiImplicitPrior<StandardNormal>(
            Standard(2), new BernoulliDecoder(new Mlp(2, [4], Activation.Tanh, random, Double), 4, Dimension, random, Double)), false));

    /// <summary>What they are made of, where it is not in another registry.</summary>
    public static IEnumerable<object> Parts => [new NormalKernel(Dimension), new FullNormalKernel(Dimension), Noise(new RandomStream(1), 0, 2), new GroupScalePrior([Dimension])];

    private static NoiseMixing Noise(RandomStream random, int inputs, params int[] injected) => new(new InjectedMlp(inputs, [6, 4], injected, Activation.Tanh, random, Double), Dimension, random);

    private static Unconditional<StandardNormal> Standard(int dimension) => new(new StandardNormal(dimension, Double));
}
