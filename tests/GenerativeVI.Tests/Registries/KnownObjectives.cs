using GenerativeVI.Objectives;

namespace GenerativeVI.Tests.Registries;

/// <summary>An objective whose number is a lower bound of log p(x).</summary>
/// <param name="Make">From S, the draws a row.</param>
public sealed record ObjectiveEntry(string Name, Func<int, IObjective> Make) : IEntry;

public static class KnownObjectives
{
    public static readonly Registry<ObjectiveEntry> All = new(
        new ObjectiveEntry("ELBO", samples => new Elbo(samples)));
}
