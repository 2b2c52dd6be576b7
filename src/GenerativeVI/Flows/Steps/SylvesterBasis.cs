namespace GenerativeVI.Flows;

/// <summary>The orthonormal directions Q of a Sylvester flow.</summary>
public enum SylvesterBasis
{
    /// <summary>M ≤ D columns, made orthonormal by iteration: (van den Berg+ 2018, section 3.1).</summary>
    Orthogonal,

    /// <summary>A product of M reflections, D × D (section 3.2).</summary>
    Householder,

    /// <summary>The identity or, at every other step, the reversal; what bends is triangular (section 3.3). M is D.</summary>
    Triangular,
}
