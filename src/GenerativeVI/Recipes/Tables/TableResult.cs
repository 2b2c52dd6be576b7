using GenerativeVI.Evaluation;

namespace GenerativeVI;

/// <summary>What a fit to a table is worth on its test rows.</summary>
/// <param name="Classification">Where the target is a class.</param>
/// <param name="Regression">Where it is a number, in its own unit.</param>
/// <param name="Vectors">How many relevance vectors; null for other methods.</param>
/// <param name="Train">The training rows.</param>
/// <param name="Inputs">Inputs after encoding.</param>
/// <param name="Width">The kernel's width, given or found; null for other methods.</param>
/// <param name="Bound">A lower bound of the log evidence of the standardized training rows, nats a row, where a network's method has one.</param>
public sealed record TableResult(ClassificationScores? Classification, RegressionScores? Regression, int? Vectors, long Train, int Inputs, double? Width, double? Bound = null);
