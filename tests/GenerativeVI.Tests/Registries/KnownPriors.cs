using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A prior over the plane, float64.</summary>
/// <param name="Make">From the stream of its first weights.</param>
public sealed record PriorEntry(string Name, Func<RandomStream, IConditional<IDistribution>> Make) : IEntry;

public static class KnownPriors
{
    private const ScalarType Double = ScalarType.Float64;
    private const long Pixels = 5;

    public static readonly Registry<PriorEntry> All = new(
        new("standard", _ => new Unconditional<StandardNormal>(new StandardNormal(2, Double))),
        new("mixture", random => new MixturePrior(4, 2, random, Double)),
        new("VampPrior", random => new VampPrior(Posterior(random, 2), random.Uniform([4, Pixels], Double) * 0.8 + 0.1, unitInterval: true)),
        new("VampPrior of reals", random => new VampPrior(Posterior(random, 2), random.Normal([4, Pixels], Double))),
        new("VampPrior of data", random => new DataVampPrior(Posterior(random, 2), random.Normal([4, Pixels], Double))),
        new("aggregate posterior", random => Aggregate(Posterior(random, 2), new TensorData(random.Split("rows").Normal([4, Pixels], Double)))),
        new("flow", random => new FlowPrior(new FlowSettings(FlowKind.RealNvp) { Hidden = [6], Activation = Activation.Tanh }, 2, random, Double)),
        new("particles", random => new ParticleMixture(
            3, 2, new ResidualNormal(new InjectedMlp(0, [6], [2], Activation.Tanh, random.Split("kernel"), Double), 2,
                0.7, 0.8, random.Split("head")), random, Double)),
        new("two levels", random => new ChainedPrior(new Unconditional<StandardNormal>(new StandardNormal(1, Double)), Bottom(random), 1)),
        new("two levels, a VampPrior at the top", random => new ChainedPrior(new VampPrior(Posterior(random, 1), random.Normal([4, Pixels], Double)), Bottom(random), 1)));

    private static AggregateMixture Aggregate(Func<Inputs, Normal> posterior, TensorData rows) => new(posterior, () => rows);

    private static Func<Inputs, Normal> Posterior(RandomStream random, long latent) =>
        new NormalEncoder(new Mlp(Pixels, [6], Activation.Tanh, random.Split("body"), Double), 6, latent, random.Split("head"), Double).At;

    private static NormalEncoder Bottom(RandomStream random) => new(new Mlp(1, [6], Activation.Tanh, random.Split("bottom"), Double), 6, 1, random.Split("bottom head"), Double);
}
