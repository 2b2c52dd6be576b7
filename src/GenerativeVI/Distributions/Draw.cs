using GenerativeVI.Data;

namespace GenerativeVI.Distributions;

/// <summary>Draws of z and the path x → ψ → z that made them.</summary>
/// <param name="Value">z, [S, B, D] from a conditional sampler, [S, D] from one without a batch axis.</param>
/// <param name="Mixing">ψ, [S, B, M], where the sampler mixes over one.</param>
/// <param name="LogDensity">log q(z), [S, B], where the sampler knows it in passing.</param>
/// <param name="Context">What the sampler was conditioned on.</param>
public sealed record Draw(Tensor Value, Tensor? Mixing = null, Tensor? LogDensity = null, Inputs? Context = null);
