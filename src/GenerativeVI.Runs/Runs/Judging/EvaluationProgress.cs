namespace GenerativeVI;

/// <summary>How far an evaluation is.</summary>
/// <param name="Work">What is being done, in a few words.</param>
/// <param name="Share">The part of it done, 0 … 1.</param>
public readonly record struct EvaluationProgress(string Work, double Share);
