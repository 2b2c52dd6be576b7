namespace GenerativeVI;

/// <summary>What a <see cref="TargetComparison"/> compares, and how.</summary>
public sealed record ComparisonSettings
{
    /// <summary>The targets, by their names in <see cref="NamedTargets"/>; all by default.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [.. NamedTargets.All.Select(target => target.Name)];

    /// <summary>The posteriors; all by default.</summary>
    public IReadOnlyList<TargetPosterior> Families { get; init; } = Enum.GetValues<TargetPosterior>();

    /// <summary>Seconds that a fit may take, above 0: what a pilot of a few steps says that there is time for; 30 by
    /// default.</summary>
    public double Budget { get; init; } = 30;

    /// <summary>The most steps of a fit, whatever time there is, at least 1.</summary>
    public int MostSteps { get; init; } = new TargetSettings().Steps;

    /// <summary>Draws of each posterior that are judged, at least 100.</summary>
    public int Draws { get; init; } = 4000;

    /// <summary>Moves of each of four chains where a reference has to be made, at least 100; the warm-up is as
    /// long.</summary>
    public int ReferenceDraws { get; init; } = 2000;

    /// <summary>The seed of everything.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Checks the ranges and the names.</summary>
    /// <exception cref="ArgumentException">One is wrong; the sentence names it.</exception>
    public void Validate()
    {
        if (Targets.Count == 0) throw new ArgumentException("targets: expected at least one.");
        if (Families.Count == 0) throw new ArgumentException("families: expected at least one.");
        foreach (var name in Targets) NamedTargets.Named(name);
        Require.Above0("budget", Budget);
        Require.AtLeast("steps", MostSteps, 1);
        Require.AtLeast("draws", Draws, 100);
        Require.AtLeast("reference draws", ReferenceDraws, 100);
    }
}
