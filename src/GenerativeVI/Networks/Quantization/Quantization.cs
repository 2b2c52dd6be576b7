namespace GenerativeVI.Networks;

/// <summary>Features replaced by their nearest codes.</summary>
/// <param name="Value">The codes in value, the features in gradient, [..., P·C].</param>
/// <param name="Indices">Which codes, int64, [..., P].</param>
/// <param name="Penalty">‖sg(h) − e‖² + β ‖h − sg(e)‖², summed over the positions, [...]; without its first term where moving averages learn the codes. A training loss, not a bound.</param>
public sealed record Quantization(Tensor Value, Tensor Indices, Tensor Penalty);
