namespace GenerativeVI.Evaluation;

/// <summary>What was measured of one estimator.</summary>
/// <param name="Estimator">Its name.</param>
/// <param name="Why">Why it does not apply to this model and objective, in a sentence; null where it does.</param>
/// <param name="SecondsPerGradient">Time of one estimate, forward and backward.</param>
/// <param name="Groups">A row for every group of parameters; none where it does not apply.</param>
public sealed record GradientReport(string Estimator, string? Why, double SecondsPerGradient, IReadOnlyList<GradientQuality> Groups);
