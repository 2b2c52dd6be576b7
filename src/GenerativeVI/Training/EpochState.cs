using GenerativeVI.Ratios;

namespace GenerativeVI.Training;

/// <summary>The sums of an epoch in the middle of it.</summary>
/// <param name="Rows">Rows so far.</param>
/// <param name="Sums">Over the rows: bound, log-likelihood, log-ratio, nats; and of ratios that were clamped, whole ones. Fewer where an older version wrote them.</param>
/// <param name="HasBound">Whether the objective has a number.</param>
/// <param name="Guarantee">What it is of log p(x).</param>
/// <param name="Seconds">Time spent in the epoch.</param>
public sealed record EpochState(long Rows, IReadOnlyList<double> Sums, bool HasBound, Guarantee Guarantee, double Seconds);
