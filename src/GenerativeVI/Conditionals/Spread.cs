namespace GenerativeVI.Conditionals;

/// <summary>How the scale of a Gaussian likelihood is learned.</summary>
public enum Spread
{
    /// <summary>One σ for every element and every z: probabilistic PCA's noise.</summary>
    Isotropic,

    /// <summary>One σ_d an element, the same for every z.</summary>
    Diagonal,

    /// <summary>σ_d(z), an output of the network.</summary>
    Conditional,

    /// <summary>One σ that is given and not learned.</summary>
    Fixed,
}
