namespace GenerativeVI;

/// <summary>How the gradient of an expectation under the posterior is estimated.</summary>
public enum GradientKind
{
    /// <summary>Through the draws.</summary>
    Pathwise,

    /// <summary>Sticking the landing: through the draws, without q's score; for the ELBO (Roeder+ 2017).</summary>
    Stl,

    /// <summary>Doubly reparameterized; for importance-weighted bounds (Tucker+ 2019).</summary>
    Dreg,

    /// <summary>The score function, with a baseline (Williams 1992).</summary>
    Score,

    /// <summary>The score function with VIMCO's signal, for bounds of several draws (Mnih &amp; Rezende 2016).</summary>
    Vimco,
}
