namespace GenerativeVI.Distributions;

/// <summary>A mean over draws, with what it may be off by.</summary>
/// <param name="Value">(1/n) Σ f(z_i), [B]; differentiable where the draws are.</param>
/// <param name="StandardError">The standard deviation of f divided by √n, [B].</param>
/// <param name="Samples">n.</param>
public sealed record MonteCarloMean(Tensor Value, Tensor StandardError, int Samples);
