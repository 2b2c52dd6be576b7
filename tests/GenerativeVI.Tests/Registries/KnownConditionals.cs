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
        new("normal decoder, fixed", random => new NormalDecoder(Body(random), 4, Dimension, Spread.Fixed, random, dtype: Double, fixedScale: 0.5)),
        new("full normal encoder", random => new FullNormalEncoder(Body(random), 4, Dimension, random, Double)),
        new("low-rank normal encoder", random => new LowRankNormalEncoder(Body(random), 4, Dimension, 2, random, Double)),
        new("chained encoder, top down", random => new ChainedEncoder(Body(random), 4, 1, 2, false, Activation.Tanh, random, Double)),
        new("chained encoder, bottom up", random => new ChainedEncoder(Body(random), 4, 1, 2, true, Activation.Tanh, random, Double)),
        new("Bernoulli decoder of an implicit prior", random => new PushforwardDecoder(
            new NoiseMixing(new InjectedMlp(0, [6], [(int)Inputs], Activation.Tanh, random, Double), Dimension, random),
            new BernoulliDecoder(new Mlp(Dimension, [4], Activation.Tanh, random, Double), 4, Dimension, random, Double))),
        new("Bernoulli output", random => Output(random, new BernoulliOutput())),
        new("continuous Bernoulli output", random => Output(random, new ContinuousBernoulliOutput())),
        new("normal output, fixed", random => Output(random, new NormalOutput(Dimension, Spread.Fixed, 0.5, dtype: Double))),
        new("normal output, isotropic", random => Output(random, new NormalOutput(Dimension, Spread.Isotropic, dtype: Double))),
        new("normal output, diagonal", random => Output(random, new NormalOutput(Dimension, Spread.Diagonal, dtype: Double))),
        new("normal output, conditional", random => Output(random, new NormalOutput(Dimension, Spread.Conditional, dtype: Double))),
        new("Poisson output", random => Output(random, new PoissonOutput())),
        new("negative binomial output", random => Output(random, new NegativeBinomialOutput(Dimension, dtype: Double))),
        new("negative binomial output, conditional", random => Output(random, new NegativeBinomialOutput(Dimension, true))),
        new("zero-inflated output", random => Output(random, new ZeroInflatedOutput<Poisson>(new PoissonOutput()))),
        new("categorical output", random => Output(random, new CategoricalOutput(4))),
        new("mixture of discretized logistics output", random => Output(random, new LogisticMixtureOutput(2, 4))),
        new("normal of an injected value", random => new InjectedNormal(new InjectedMlp(0, [6, 4], [(int)Inputs], Activation.Tanh, random, Double), Dimension, random)),
        new("normal of an injected value, with a linear path", random => new ResidualNormal(new InjectedMlp(0, [6, 4], [(int)Inputs], Activation.Tanh, random, Double), Dimension, 0.7, 0.5, random)));

    private static Decoder<T> Output<T>(RandomStream random, OutputLayer<T> output)
        where T : IDistribution => new(new Headed(Body(random), 4, output.PerElement * Dimension, random, Double), output, Dimension);

    private static Mlp Body(RandomStream random) => new(Inputs, [6, 4], Activation.Tanh, random, Double);
}
