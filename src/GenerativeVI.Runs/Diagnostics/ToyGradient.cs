namespace GenerativeVI;

/// <summary>One way to estimate ∂ E f/∂λ, measured on a toy whose gradient is known.</summary>
/// <param name="Way">Its name.</param>
/// <param name="Parameter">λ: "μ" or "log σ".</param>
/// <param name="Mean">The mean of many estimates; null, as what follows, where it does not apply.</param>
/// <param name="StandardError">Of that mean; 0 where nothing is drawn.</param>
/// <param name="Variance">The variance of one estimate.</param>
/// <param name="Exact">The gradient itself.</param>
/// <param name="Why">Why it does not apply; null where it does.</param>
public sealed record ToyGradient(string Way, string Parameter, double? Mean, double? StandardError, double? Variance, double Exact, string? Why = null)
{
    /// <summary>Whether the mean is off by more than five standard errors.</summary>
    public bool IsBiased => Mean is { } mean && StandardError is { } error && Math.Abs(mean - Exact) > 5 * error + 1e-9 * Math.Abs(Exact);
}
