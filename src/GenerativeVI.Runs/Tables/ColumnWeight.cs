namespace GenerativeVI;

/// <summary>The posterior of the weight of an input.</summary>
/// <param name="Mean">Its mean, a standard deviation of the input.</param>
/// <param name="Deviation">Its standard deviation.</param>
public sealed record ColumnWeight(double Mean, double Deviation);
