using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
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
}
