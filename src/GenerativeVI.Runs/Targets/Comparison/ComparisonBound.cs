using GenerativeVI.Evaluation;

namespace GenerativeVI;

/// <summary>A bound in a comparison.</summary>
/// <param name="Value">Nats.</param>
/// <param name="Kind">What it may be called.</param>
/// <param name="StandardError">Its standard error, nats.</param>
public sealed record ComparisonBound(double Value, string Kind, double StandardError)
{
    internal static ComparisonBound? Of(Estimate? estimate) =>
        estimate is null ? null : new(estimate.Value, estimate.Kind, estimate.StandardError);
}
