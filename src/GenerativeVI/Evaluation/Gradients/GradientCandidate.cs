using GenerativeVI.Gradients;

namespace GenerativeVI.Evaluation;

/// <summary>A gradient estimator to be measured.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Make">Makes it, fresh; null where it cannot be had.</param>
/// <param name="Why">Why it cannot be had.</param>
public sealed record GradientCandidate(string Name, Func<GradientEstimator>? Make, string? Why = null);
