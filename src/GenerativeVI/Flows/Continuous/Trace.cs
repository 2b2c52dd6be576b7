namespace GenerativeVI.Flows;

/// <summary>How a continuous flow finds tr ∂v/∂z.</summary>
public enum Trace
{
    /// <summary>Exactly: D directions.</summary>
    Exact,

    /// <summary>
    /// In training by one direction e of independent ±1, drawn anew for every map and kept along it: eᵀ(∂v/∂z)e has the trace as its mean, so that log-densities are unbiased and noisy
    /// (Hutchinson 1990; Grathwohl+ 2019). Exactly in evaluation, so that what is reported has no noise; an importance weight must not have any.
    /// </summary>
    Hutchinson,
}
