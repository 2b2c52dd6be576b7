namespace GenerativeVI.Ratios;

/// <summary>What a log-ratio is good for.</summary>
/// <param name="Guarantee">What it is of log p(z) − log q(z|x).</param>
/// <param name="Weighting">What one entry covers: a draw, a row, or the data set.</param>
public readonly record struct Standing(Guarantee Guarantee, Weighting Weighting);
