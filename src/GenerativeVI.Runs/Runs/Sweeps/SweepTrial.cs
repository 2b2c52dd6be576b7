namespace GenerativeVI;

/// <summary>One of a sweep's trials.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Values">What it tries: settings by their paths in run.json.</param>
/// <param name="Settings">All of its settings.</param>
public sealed record SweepTrial(int Number, IReadOnlyList<(string Name, string Value)> Values, RunSettings Settings);
