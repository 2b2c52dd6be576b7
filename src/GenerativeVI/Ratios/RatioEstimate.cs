namespace GenerativeVI.Ratios;

/// <summary>An estimate of log p(z) − log q(z|x).</summary>
/// <param name="Value">The number, [S, B] in nats (axis S of length 1 when integrated); null where a method has a
/// gradient and no value.</param>
/// <param name="Surrogate">What is differentiated, of the same shape; the value itself where the two agree.</param>
/// <param name="LogPosterior">log q(z|x), [S, B], where it was evaluated exactly on the way.</param>
/// <param name="ByDimension">The surrogate's terms of every latent dimension, [S, B, D] ([1, B, D] integrated), where
/// they were asked for.</param>
/// <param name="Clamped">Which values the method clamped from below, so that they have no gradient, bool [S, B]; null
/// where it clamps none.</param>
public sealed record RatioEstimate(Tensor? Value, Tensor Surrogate, Tensor? LogPosterior = null, Tensor? ByDimension = null, Tensor? Clamped = null);
