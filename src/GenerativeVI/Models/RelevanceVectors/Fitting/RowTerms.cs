namespace GenerativeVI.Models;

/// <summary>E log p(t|u) under u ~ N(m, v), for each row.</summary>
/// <param name="Value">The expectation, [N].</param>
/// <param name="Slope">Its derivative in m, [N].</param>
/// <param name="Curvature">−2 times its derivative in v, at least 0, [N]: the precision that the row adds.</param>
internal sealed record RowTerms(Tensor Value, Tensor Slope, Tensor Curvature);
