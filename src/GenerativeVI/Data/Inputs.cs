namespace GenerativeVI.Data;

/// <summary>What a conditional distribution sees.</summary>
/// <param name="Value">The value that is conditioned on, [..., B, D]: x for an encoder, z for a decoder.</param>
/// <param name="Context">A second value where a network has one: what a batch is conditioned on, [B, …], or x beside z in a reverse model r(ψ|z, x).</param>
/// <param name="Label">Class labels, int64 [B], for conditional models.</param>
public sealed record Inputs(Tensor Value, Tensor? Context = null, Tensor? Label = null);
