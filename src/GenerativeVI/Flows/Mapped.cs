namespace GenerativeVI.Flows;

/// <summary>Where points went and how the map stretched space there.</summary>
/// <param name="Value">f(z), [..., D].</param>
/// <param name="LogDeterminant">log |det ∂f/∂z|, [...] in nats; log |f′| of every element, [..., D], from a map of single elements.</param>
public sealed record Mapped(Tensor Value, Tensor LogDeterminant);
