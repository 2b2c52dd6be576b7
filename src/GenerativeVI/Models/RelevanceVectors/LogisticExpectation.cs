namespace GenerativeVI.Models;

/// <summary>How E log σ(u), u ~ N(m, v), is found for each row.</summary>
public enum LogisticExpectation
{
    /// <summary>Quadrature over the one dimension of u: no variance, and no error to speak of.</summary>
    GaussHermite,

    /// <summary>Fresh antithetic draws of u for each row and iteration, with steps that fall: what scales to likelihoods without a quadrature (Kingma+ 2015).</summary>
    LocalReparameterization,

    /// <summary>The bound log σ(ξ) + (u − ξ)/2 − λ(ξ)(u² − ξ²), λ(ξ) = tanh(ξ/2)/(4ξ), at its best ξ² = m² + v: updates in closed form, a lower bound of the other two (Jaakkola &amp; Jordan 2000).</summary>
    JaakkolaJordan,

    /// <summary>log σ at the mean and its curvature there: the Laplace approximation of Tipping (2001), for comparison. Not a bound.</summary>
    Laplace,
}
