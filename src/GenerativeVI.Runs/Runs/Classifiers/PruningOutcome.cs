namespace GenerativeVI;

/// <summary>What a classifier is worth with its drowned weights cut.</summary>
/// <param name="Threshold">The greatest log α that stays.</param>
/// <param name="Error">The share of test rows that it gets wrong, 0 … 1.</param>
/// <param name="NegativeLogLikelihood">−(1/N) Σ log p(label), nats.</param>
/// <param name="Compression">All weights over those left, biases not counted; ∞ where none is.</param>
/// <param name="Layers">The layers, in their order.</param>
public sealed record PruningOutcome(double Threshold, double Error, double NegativeLogLikelihood, double Compression, IReadOnlyList<PrunedLayer> Layers);
