using GenerativeVI.Models;

namespace GenerativeVI.Tests.Registries;

/// <summary>A way to fit a relevance vector machine.</summary>
/// <param name="Settings">Without pruning, on the columns of x.</param>
public sealed record RelevanceEntry(string Name, RelevanceSettings Settings) : IEntry
{
    public bool IsStochastic => Settings.Expectation == LogisticExpectation.LocalReparameterization;

    /// <summary>Whether every update is a coordinate's ascent on one bound.</summary>
    public bool IsAscent => !IsStochastic && Settings.Expectation != LogisticExpectation.Laplace && Settings.Update != RelevanceUpdate.MacKay;
}

public static class KnownRelevance
{
    public static readonly Registry<RelevanceEntry> All = new(
    [
        .. from covariance in Enum.GetValues<PosteriorCovariance>()
           from expectation in Enum.GetValues<LogisticExpectation>()
           from update in Enum.GetValues<RelevanceUpdate>()
           select new RelevanceEntry($"{covariance}, {expectation}, {update}", new RelevanceSettings
           {
               Kernel = null,
               Covariance = covariance,
               Expectation = expectation,
               Update = update,
               PruneBelow = 0,
               Iterations = 600,
               Tolerance = 1e-9,
               InitialVariance = 2,
           }),
    ]);
}
