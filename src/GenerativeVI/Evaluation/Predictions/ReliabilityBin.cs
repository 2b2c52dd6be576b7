namespace GenerativeVI.Evaluation;

/// <summary>Rows whose greatest predicted probability lies in an interval.</summary>
/// <param name="Lower">Its lower end, not included.</param>
/// <param name="Upper">Its upper end, included.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Confidence">The mean of their greatest probabilities; NaN without rows.</param>
/// <param name="Accuracy">The share of them that is right; NaN without rows.</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double Confidence, double Accuracy);
