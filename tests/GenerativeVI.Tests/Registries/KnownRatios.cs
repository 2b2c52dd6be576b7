using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Registries;

/// <summary>A log-ratio of a normal posterior and the standard normal prior.</summary>
public sealed record RatioEntry(string Name, ILogRatio<StandardNormal, Normal> Ratio) : IEntry;

public static class KnownRatios
{
    public static readonly Registry<RatioEntry> All = new(
        new("exact densities", ConjugateGaussian.ExactRatio),
        new("naive ratio of what is exact", new NaiveRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity())),
        new("closed form", new ClosedFormRatio<StandardNormal, Normal>()),
        new("closed form by dimension", new ClosedFormRatio<StandardNormal, Normal>(byDimension: true)));

    /// <summary>Those without a guarantee, whose bias is measured instead.</summary>
    public static object[] Implicit =>
    [
        new ClassifierRatio<StandardNormal, Normal>(Critic(1, 1)), new DenoisingRatio<StandardNormal, Normal>(Critic(2, 1)), new KernelRatio<StandardNormal, Normal>(2),
        new UnbiasedScoreRatio<StandardNormal>(),
    ];

    /// <summary>A small critic of one dimension.</summary>
    public static Critic Critic(int injected, int outputs) =>
        new(new InjectedMlp(0, [24, 24], [injected], Activation.Tanh, new RandomStream(11), ScalarType.Float64), outputs, new RandomStream(12));
}
